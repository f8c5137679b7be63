"""Adjustments while they work, and the way back to work: what both must agree to (R42, R71, R81).

Times are ours.
"""

from support.pathway import YES_NO, Prompt
from support.tracks.rows import HR, LEAD, PERSON, Step, Track
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
            "You agree together what changes. It counts only once you have said yes.",
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
    tells=("money", "rights"),
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
            "You agree on a plan together. It counts only once you have said yes.",
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
