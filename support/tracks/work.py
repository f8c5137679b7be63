"""Work, pay and health: adjustments, absence, money, return to work, referral (R17, R42, R64, R71, R76 to R78, R81).

Times without a source are ours. What HR sees is absence, pay and return to work; what occupational health sees
is what was referred to them; who looks after the colleague sees steps, dates and adjustments, and never what help
somebody gets from counselling.
"""

from support.pathway import YES_NO, Prompt
from support.pay import SERVICE, work_out
from support.tracks.rows import HR, LEAD, OH, PERSON, Log, OwnText, Step, Track
from support.workflow import HelpStepStatus

DONE = (HelpStepStatus.DONE,)
SAFE = (("yes", "Yes"), ("partly", "In some places or at some times"), ("no", "No"))
CHANGES = (
    ("hours", "Different hours or shifts"),
    ("duties", "Different duties"),
    ("place", "A different place"),
    ("not_alone", "Not working alone"),
    ("home", "Working from home, or away from the public"),
    ("equipment", "Equipment or an alarm"),
    ("redeployed", "Work in another team for a time"),
)


def _learning(since):
    return Step(
        "learning",
        "Learning",
        "Arrange the learning that they asked for.",
        "The learning you asked for is arranged.",
        (
            Prompt("booked", "Is it booked?", "yes_no", "So that it does not stay a wish.", ("R81",), YES_NO),
            Prompt("on", "On which day?", "date", "So that the rota allows for it.", ("R81",)),
        ),
        within="28 days",
        since=since,
        when=(f"{since}.learning", "yes"),
        rows=("R71", "R81"),
    )


ADJUSTMENTS = Track(
    "adjustments",
    "Adjustments",
    "Agree changes to their work for a time, case by case.",
    for_person="Changes to your work for a time, such as other hours, another place or other duties.",
    why="They cannot or would rather not work as usual for now.",
    ask="I would like changes to my work for a time",
    rows=("R42", "R71"),
    steps=(
        Step(
            "needs",
            "What to take into account",
            "They may say what matters about their health or their life. You read it only while they share it.",
            "If you wish, say in a few words what we should take into account, such as a health condition. It is "
            "read only by those who look after you, and only while you share it.",
            (
                Prompt("health", "What should we take into account?", "text",
                       "A few words are enough. You can take it back at any time.", ("R71",), needed_for=DONE),
            ),
            owner=PERSON,
            rows=("R71",),
        ),
        Step(
            "agree",
            "Agree the changes",
            "Ask what would help, propose it here, and they say yes or no on their own page.",
            "Changes to your work were proposed. They count only if you agree.",
            (
                Prompt("changes", "What changes for now?", "choices", "Each person needs something else.", ("R71",),
                       CHANGES, needed_for=DONE),
                Prompt("team", "If they work in another team for a time, which one?", "text",
                       "A temporary move is a way to keep working.", ("R71",)),
                Prompt("health", "Did you take into account what they told you about their health?", "yes_no",
                       "What happened may make something worse that was there before.", ("R71",), YES_NO),
                Prompt("learning", "Do they need any learning for it?", "yes_no",
                       "New duties may need a short introduction.", ("R71", "R81"), YES_NO),
                Prompt("review_on", "When will you look at it again together?", "date",
                       "What helps now may not help next month.", ("R71",), needed_for=DONE),
            ),
            within="2 working days",
            both=True,
            guidance=(
                "Ask first what would help. Do not decide for them.",
                "Changes are for a time and are looked at again.",
                "A lack of money or of staff is no reason to leave somebody without a change that they need.",
            ),
            rows=("R12", "R42", "R71", "R119"),
        ),
        _learning("agree"),
        Step(
            "review",
            "Look at it again",
            "Ask together whether the changes help, and whether they go on, change or end.",
            "You look together at whether the changes help.",
            (
                Prompt("helps", "Do the changes help?", "choice", "In their own view.", ("R71",),
                       (("yes", "Yes"), ("partly", "In part"), ("no", "No"))),
                Prompt("goes_on", "What was decided?", "choice", "Decide it together.", ("R71",),
                       (("go_on", "They go on as they are"), ("change", "Other changes are needed"),
                        ("end", "They are not needed any more")), needed_for=DONE),
            ),
            within="0 days",
            since="agree.review_on",
            again="28 days",
            rows=("R71",),
        ),
    ),
)  # fmt: skip

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

CLAIMED = (
    ("advised", "They were told about it"),
    ("applied", "They applied"),
    ("asked", "More was asked for"),
    ("granted", "It was granted"),
    ("refused", "It was refused"),
    ("appealed", "They appealed"),
    ("appeal_granted", "The appeal was granted"),
    ("appeal_refused", "The appeal was refused"),
    ("not_wanted", "They do not want to claim it"),
)
SETTLED_CLAIM = ("granted", "appeal_granted", "appeal_refused", "not_wanted")


def _claim(key, name, for_person, guidance):
    return Log(
        key,
        name,
        "Note where it stands, with its day. The next entry is due four weeks after the last.",
        for_person,
        "When was that?",
        (
            Prompt("stands", "Where does it stand?", "choice", "So that no deadline is missed.", ("R77",), CLAIMED,
                   needed_for=DONE),
            Prompt("reference", "Its reference, if it has one", "reference",
                   "Amounts are not kept here.", ("R77",)),
        ),
        again="28 days",
        waits=True,
        ends_with=("stands", SETTLED_CLAIM),
        guidance=guidance,
        rows=("R17", "R77"),
    )  # fmt: skip


MONEY = Track(
    "money",
    "Pay and money",
    "Injury allowance, government benefit, criminal injuries compensation and sick pay: told, applied, decided, "
    "appealed.",
    for_person="Money you may claim after what happened, and help with claiming it.",
    why="They may lose pay, or were hurt and may have a claim.",
    ask="I would like to know about pay and money",
    rows=("R17", "R77", "B9"),
    owner=HR,
    readers=(LEAD, HR),
    steps=(
        Step(
            "advise",
            "Tell them what they may claim",
            "Tell them about each of these in plain words, and that HR helps with the forms.",
            "Somebody tells you what you may claim.",
            (
                Prompt("told", "What did you tell them about?", "choices",
                       "Many people never hear of it.", ("R17", "R77"),
                       (("injury_allowance", "Injury allowance"), ("iidb", "Industrial injuries benefit"),
                        ("cica", "Criminal injuries compensation"), ("sick_pay", "Sick pay")), needed_for=DONE),
            ),
            within="5 working days",
            rows=("R17", "R77"),
        ),
        Step(
            "heard",
            "They have been told",
            "They note on their own page that they have been told.",
            "Tick this once somebody has told you what you may claim.",
            (
                Prompt("clear", "Was it clear?", "yes_no", "If not, HR explains it again.", ("R17",), YES_NO,
                       needed_for=DONE),
            ),
            owner=PERSON,
            rows=("R17",),
        ),
    ),
    logs=(
        _claim(
            "injury_allowance",
            "Injury allowance",
            "It tops up your pay to 85 per cent for up to 12 months. Your employer decides, and you can appeal.",
            (
                "Section 22. The injury must be wholly or mainly due to their NHS work. No length of service is asked.",
                "It is for authorised sickness absence, or a phased return, on less pay. It tops pay up to 85 per "
                "cent, for up to 12 months for each episode.",
                "The employer decides on the balance of probability, with medical advice. An appeal is made through "
                "the local grievance procedure.",
            ),
        ),
        _claim(
            "iidb",
            "Industrial injuries benefit",
            "A government benefit for people who were hurt at work.",
            ("It is claimed from the government. Look up there who may claim it; the rules are not kept here.",),
        ),
        _claim(
            "cica",
            "Criminal injuries compensation",
            "Money from a government scheme for people hurt by a crime. It usually has to be claimed within two years.",
            (
                "A claim usually has to be made within two years, and the crime reported to the police.",
                "Whether they go to the police is their choice. Say what it means for a claim, and do not press.",
            ),
        ),
        _claim(
            "sick_pay",
            "Sick pay",
            "How long you get full and half pay, and whether it can be longer.",
            ("Times off because of what happened stand under “Time off work”.",),
        ),
    ),
)  # fmt: skip

RETURN_TO_WORK = Track(
    "return_to_work",
    "Return to work",
    "Plan the way back together: a plan counts only when both have agreed to it.",
    for_person="A plan for coming back to work, at your pace. It counts only when you have agreed to it.",
    why="They are off work, or are coming back.",
    ask="I would like to plan my return to work",
    rows=("R81",),
    owner=LEAD,
    readers=(LEAD, HR),
    steps=(
        Step(
            "talk",
            "Talk about coming back",
            "Meet, and ask whether they feel safe to come back and what would help.",
            "You talk about coming back, when you are ready.",
            (
                Prompt("feel_safe", "Do they feel safe to come back?", "choice",
                       "Feeling safe comes before any plan.", ("R81",), SAFE, {"no": ("apart",), "partly": ("apart",)},
                       needed_for=DONE),
            ),
            within="5 working days",
            guidance=(
                "Ask where they would like to meet, and whether they would like somebody with them.",
                "Ask about the place, the people and the time of day. Being afraid of one of them is common.",
            ),
            rows=("R81",),
        ),
        Step(
            "plan",
            "Agree the plan",
            "Propose the plan here. It counts once they have said yes to it on their own page.",
            "A plan for coming back was proposed. It counts only if you agree.",
            (
                Prompt("back_on", "First day back", "date", "Together you can still change it.", ("R81",),
                       needed_for=DONE),
                Prompt("weeks", "Over how many weeks do they come back?", "choice",
                       "A phased return is easier on most people.", ("R81",),
                       (("0", "At once"), ("2", "2 weeks"), ("4", "4 weeks"), ("6", "6 weeks"), ("8", "8 weeks"),
                        ("12", "12 weeks")), needed_for=DONE),
                Prompt("hours", "Hours in the first week", "text", "For example: three days of four hours.",
                       ("R81",)),
                Prompt("changes", "What changes for now?", "choices", "Adjustments that help them to stay.",
                       ("R71", "R81"), CHANGES),
                Prompt("learning", "Do they need any learning?", "yes_no", "Things may have changed meanwhile.",
                       ("R81",), YES_NO),
                Prompt("review_on", "When will you look at it again together?", "date",
                       "Plans need to change.", ("R81",), needed_for=DONE),
            ),
            within="5 working days",
            since="talk",
            both=True,
            rows=("R81",),
        ),
        _learning("plan"),
        Step(
            "review",
            "See how it goes",
            "Ask whether they feel safe, and whether the plan holds.",
            "You look together at how it goes, and change the plan if it does not fit.",
            (
                Prompt("feel_safe", "Do they feel safe at work?", "choice", "In their own view.", ("R81",), SAFE,
                       {"no": ("apart",), "partly": ("apart",)}, needed_for=DONE),
                Prompt("holds", "Does the plan hold?", "choice", "Going slower is no failure.", ("R81",),
                       (("yes", "Yes"), ("change", "It needs to change"), ("over", "They are fully back")),
                       needed_for=DONE),
            ),
            within="0 days",
            since="plan.review_on",
            again="14 days",
            rows=("R81",),
        ),
    ),
)  # fmt: skip

REFERRAL = Track(
    "referral",
    "Occupational health or counselling",
    "A referral, if they want one: offered, sent, accepted, first seen. What it is about is between them.",
    for_person="Confidential help from occupational health or a counsellor. Nobody else learns what you talk about.",
    why="They are in distress, or would like to talk to somebody outside the team.",
    ask="I would like occupational health or counselling",
    rows=("R58", "R64"),
    owner=OH,
    readers=(LEAD, OH),
    needs_consent=True,
    steps=(
        Step(
            "offer",
            "Offer it",
            "Offer it. They say yes or no on their own page; you need not know why.",
            "It is offered to you. You may say yes or no.",
            (
                Prompt("wants", "What did they say?", "choice", "Saying no is fine, and can change.", ("R64",),
                       (("yes", "Yes"), ("no", "No, thank you"), ("later", "Perhaps later")), needed_for=DONE),
            ),
            within="2 working days",
            owner=LEAD,
            guidance=(
                "Say that it is confidential and that nobody here reads what is said there.",
                "Occupational health learns their name only once they have agreed to it on their own page.",
            ),
            rows=("R58", "R64"),
        ),
        Step(
            "wish",
            "What they would like",
            "They may say which kind of help they would like. Only occupational health reads it.",
            "If you wish, say which kind of help you would like. Only occupational health reads it.",
            (
                Prompt("kind", "What would you like?", "choice", "You can change it at any time.", ("R64",),
                       (("oh", "Occupational health"), ("counselling", "Counselling"),
                        ("either", "I am not sure")), needed_for=DONE),
            ),
            owner=PERSON,
            readers=(OH,),
            rows=("R64",),
        ),
        Step(
            "sent",
            "Sent",
            "Send the referral once they have agreed. Send no clinical notes.",
            "Your referral is sent.",
            within="2 working days",
            since="offer",
            when=("offer.wants", "yes"),
            owner=LEAD,
            rows=("R64",),
        ),
        Step(
            "accepted",
            "Accepted",
            "Accept the referral, and decide who sees them.",
            "Your referral was accepted.",
            (
                Prompt("service", "Who sees them?", "choice", "Only you and they read this.", ("R64",),
                       (("oh", "Occupational health"), ("counselling", "Counselling"),
                        ("elsewhere", "A service outside the trust")), needed_for=DONE),
            ),
            within="5 working days",
            since="sent",
            only={"service": (OH,)},
            rows=("R64",),
        ),
        Step(
            "first_seen",
            "First seen",
            "Note when they were first seen. No clinical notes.",
            "You are seen for the first time.",
            (
                Prompt("on", "When were they first seen?", "date", "Waiting makes it worse.", ("R64",),
                       needed_for=DONE),
                Prompt("goes_on", "Does it go on?", "yes_no", "Only you and they read this.", ("R64",), YES_NO),
            ),
            within="28 days",
            since="accepted",
            only={"goes_on": (OH,)},
            rows=("R64",),
        ),
    ),
)  # fmt: skip

TRACKS = [ADJUSTMENTS, ABSENCE, MONEY, RETURN_TO_WORK, REFERRAL]
TEXTS = [
    OwnText("section_14_13", "Section 14.13 of the handbook", "Shown to HR where it is to be considered."),
]
