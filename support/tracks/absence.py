"""Time off because of what happened: left out of sickness triggers, and no pay lost unwarned (R76, R78).

HR sees all of it; whoever looks after the colleague sees dates. Times without a source are ours.
"""

from support.pathway import YES_NO, Prompt
from support.practical.pay import SERVICE, work_out
from support.tracks.rows import HR, LEAD, OwnText, Step, Track
from support.workflow import HelpStepStatus

DONE = (HelpStepStatus.DONE,)

ABSENCE = Track(
    "absence",
    "Time off work",
    "Time off because of what happened: kept out of sickness triggers, and no pay lost without a warning.",
    for_person="Time off because of what happened at work. It should not count towards sickness warnings.",
    why="They are off work because of what happened.",
    ask="I am off work because of what happened",
    rows=("R76", "R78"),
    owner=HR,
    readers=(LEAD, HR),
    tells=("money", "rights"),
    steps=(
        Step(
            "begins",
            "The first day off",
            "Say since when they are off work because of what happened.",
            "Whoever looks after you tells HR since when you are off work.",
            (
                Prompt("first_day", "Which was the first day off?", "date", "Sick pay is counted from it.",
                       ("R76",), needed_for=DONE),
            ),
            within="1 working day",
            owner=LEAD,
            guidance=("Ask when and how they would like to be contacted, and keep to it.",),
            rows=("R76",),
        ),
        Step(
            "triggers",
            "Left out of sickness triggers",
            "Mark the absence so that it does not count towards sickness triggers.",
            "HR makes sure that this time off does not count towards sickness warnings.",
            (
                Prompt("excluded", "Is it marked so that it does not count?", "yes_no",
                       "Nobody should be warned for having been hurt at work.", ("R76",), YES_NO, needed_for=DONE),
                Prompt("decided_by", "Who decided that?", "text", "A name or a post.", ("R76",), needed_for=DONE),
                Prompt("decided_on", "On which day?", "date", "So that it can be checked later.", ("R76",)),
            ),
            within="3 working days",
            rows=("R76",),
        ),
        Step(
            "pay",
            "When sick pay drops",
            "Work out the last day on full pay and the last day on half pay.",
            "HR works out until when you are on full pay, so that nothing comes as a surprise.",
            (
                Prompt("service", "How long have they worked in the NHS?", "choice",
                       "The scale of section 14.2 goes by years of service.", ("R76", "R78"), SERVICE,
                       needed_for=DONE),
                Prompt("full_until", "Last day on full pay", "date",
                       "Leave it empty to have it worked out. Change it if sick pay was used in the year before.",
                       ("R78",)),
                Prompt("half_until", "Last day on half pay", "date",
                       "Leave it empty to have it worked out.", ("R78",)),
            ),
            within="5 working days",
            since="begins",
            only={"service": (HR,)},
            works_out=work_out,
            guidance=(
                "Section 14.2: 1 month on full and 2 on half pay in the first year of service, 2 and 2 in the second, "
                "4 and 4 in the third, 5 and 5 in the fourth and fifth, 6 and 6 after that.",
            ),
            rows=("R76", "R78"),
        ),
        Step(
            "section_14_13",
            "Section 14.13 considered",
            "Consider section 14.13 before full pay ends, and note who decided what.",
            "Before your pay would drop, HR looks at whether it can go on.",
            (
                Prompt("considered", "Was section 14.13 considered?", "yes_no", "It is to be had regard to.",
                       ("R76",), YES_NO, needed_for=DONE, must_be="yes"),
                Prompt("decided", "What was decided?", "choice", "A person decides.", ("R76",),
                       (("extended", "Sick pay goes on for longer"), ("as_scale", "It stays with the scale"),
                        ("later", "To be decided later")), needed_for=DONE),
                Prompt("decided_by", "Who decided it?", "text", "A name or a post.", ("R76",), needed_for=DONE),
                Prompt("decided_on", "On which day?", "date", "So that it can be checked later.", ("R76",)),
            ),
            within="4 weeks",
            since="pay.full_until",
            ahead=True,
            trust_text="section_14_13",
            rows=("R76",),
        ),
        Step(
            "warn_full",
            "Warn them before full pay ends",
            "Tell them when full pay ends, and put them in touch with HR.",
            "You are told before your pay drops.",
            (
                Prompt("told", "Did you tell them when their pay drops?", "yes_no",
                       "Money should not come as a shock.", ("R78",), YES_NO, needed_for=DONE),
                Prompt("hr", "Do they know whom in HR to ask?", "yes_no", "HR knows what can be claimed.", ("R78",),
                       YES_NO),
            ),
            within="14 days",
            since="pay.full_until",
            ahead=True,
            owner=LEAD,
            rows=("R78",),
        ),
        Step(
            "warn_half",
            "Warn them before half pay ends",
            "Tell them when half pay ends, and put them in touch with HR.",
            "You are told before your pay drops further.",
            (
                Prompt("told", "Did you tell them when half pay ends?", "yes_no",
                       "Money should not come as a shock.", ("R78",), YES_NO, needed_for=DONE),
            ),
            within="14 days",
            since="pay.half_until",
            ahead=True,
            owner=LEAD,
            rows=("R78",),
        ),
    ),
)  # fmt: skip

TEXTS = [
    OwnText("section_14_13", "Section 14.13 of the handbook", "Shown to HR where it is to be considered."),
]
