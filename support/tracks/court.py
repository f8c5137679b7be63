"""Going to court: the days, paid leave, who comes along, and a recording instead (R73, R89 to R91)."""

from support.pathway import YES_NO, Prompt
from support.tracks.rows import HR, LEAD, Log, OwnText, Step, Track
from support.workflow import HelpStepStatus

DONE = (HelpStepStatus.DONE,)
TEXTS = [
    OwnText(
        "court_expenses",
        "Paying for going to court",
        "What your organisation pays back, to whom and against what proof, and whom it does not pay.",
    ),
    OwnText(
        "court_leave",
        "Paid special leave for court",
        "Your own rule for paid leave for those who are called to court.",
    ),
]

COURT = Track(
    "court",
    "Going to court",
    "Dates, somebody to come along, expenses, and whether a recording can be used instead. Paid leave opens with it.",
    for_person="Help with going to court: your dates, somebody to come with you, and your expenses.",
    why="They are called to court, or may be.",
    ask="I am called to court",
    rows=("R89", "R90", "R91"),
    brings=("court_leave",),
    takes_files=True,
    steps=(
        Step(
            "role",
            "In what part they are called",
            "Note whether it happened to them or they saw it. Both have the same leave.",
            "Tell us in what part you are called to court.",
            (
                Prompt("part", "In what part are they called?", "choice", "Both are given time for it.", ("R89",),
                       (("harmed", "It happened to them"), ("witness", "They support somebody as a witness")),
                       needed_for=DONE),
                Prompt("court", "Which court, and its reference", "reference", "Write the reference only.",
                       ("R89",)),
                Prompt("comes", "Who comes along?", "choice", "Nobody has to go alone.", ("R89",),
                       (("colleague", "A colleague"), ("manager", "Their manager"), ("union", "Their union"),
                        ("service", "The witness service"), ("family", "Family or a friend"),
                        ("nobody", "They would rather go alone"), ("open", "Not decided yet")), needed_for=DONE),
            ),
            within="2 working days",
            rows=("R89",),
        ),
        Step(
            "footage",
            "A recording instead of coming",
            "Ask whether a recording can be used, so that they need not come or say less.",
            "Somebody asks whether a recording can be used instead of your coming.",
            (
                Prompt("recording", "Which recording?", "reference",
                       "Its reference from the report. The recording itself is not kept here.", ("R91",)),
                Prompt("answer", "What was the answer?", "choice", "It may spare them the day.", ("R91",),
                       (("instead", "It is used instead"), ("as_well", "It is used as well as their coming"),
                        ("no", "It cannot be used"), ("none", "There is no recording"),
                        ("waiting", "No answer yet")), needed_for=DONE),
            ),
            within="5 working days",
            since="role",
            rows=("R91",),
        ),
        Step(
            "expenses",
            "What going to court costs",
            "Tell them what is paid back and what proof is needed, and help them to claim it.",
            "You are told what is paid back, and helped to claim it.",
            (
                Prompt("told", "Did you tell them what is paid back?", "yes_no",
                       "Going to court should cost them nothing.", ("R90",), YES_NO, needed_for=DONE),
                Prompt("claimed", "What came of it?", "choice", "So that it does not stay open.", ("R90",),
                       (("none", "There was nothing to claim"), ("claimed", "They claimed it"),
                        ("paid", "It was paid back"), ("refused", "It was refused"))),
            ),
            within="10 working days",
            since="role",
            trust_text="court_expenses",
            guidance=("It is for those who are called because of what happened to them or what they saw, and not for "
                      "somebody who is accused.",),
            rows=("R90",),
        ),
    ),
    logs=(
        Log(
            "dates",
            "Days in court",
            "Add every day they are called for. You and they are reminded before each.",
            "Your days in court. You are reminded before each, and can put it in your calendar.",
            "Which day?",
            (
                Prompt("what", "What is it?", "choice", "So that they know what comes.", ("R89",),
                       (("visit", "A visit beforehand"), ("hearing", "A hearing"), ("trial", "The trial"),
                        ("sentence", "The sentence"), ("appeal", "An appeal"), ("moved", "It was moved or called off")),
                       needed_for=DONE),
                Prompt("at", "At what time, and where?", "text", "For example: 10:00, entrance B.", ("R89",)),
            ),
            ahead="3 days",
            rows=("R89",),
        ),
    ),
)  # fmt: skip

COURT_LEAVE = Track(
    "court_leave",
    "Paid leave for court",
    "Paid special leave for every day in court, and what to do when it is refused.",
    for_person="Paid leave for the days you are called to court, whether it happened to you or you saw it.",
    why="They are called to court. It opens by itself with “Going to court”.",
    ask="I need paid leave for court",
    rows=("R73", "R89"),
    owner=HR,
    readers=(LEAD, HR),
    steps=(
        Step(
            "ask",
            "Ask for paid special leave",
            "Ask for it for every day in court, travel included. Nobody should use their own leave.",
            "Somebody asks for paid leave for you. You should not use your own.",
            (
                Prompt("asked_on", "When did you ask for it?", "date", "So that it is decided in time.",
                       ("R73", "R89"), needed_for=DONE),
                Prompt("from_on", "From which day?", "date", "The first day away.", ("R73", "R89"), needed_for=DONE),
                Prompt("days", "For how many days?", "text", "A number of days, travel included.", ("R73", "R89")),
            ),
            within="2 working days",
            owner=LEAD,
            trust_text="court_leave",
            rows=("R73", "R89"),
        ),
        Step(
            "decide",
            "Paid special leave decided",
            "Decide about it before the first day, and note who decided.",
            "HR decides about your paid leave.",
            (
                Prompt("decision", "What was decided?", "choice", "Nobody should lose pay for going to court.",
                       ("R73", "R89"), (("granted", "It was granted"), ("part", "It was granted in part"),
                                        ("refused", "It was refused")), needed_for=DONE),
                Prompt("decided_by", "Who decided it?", "text", "A name or a post.", ("R73",), needed_for=DONE),
                Prompt("decided_on", "On which day?", "date", "So that it can be checked later.", ("R73",)),
            ),
            within="3 working days",
            since="ask",
            rows=("R73", "R89"),
        ),
        Step(
            "refused",
            "Refused: take it further",
            "Report it as an exception, and say to whom. Nobody should lose pay for going to court.",
            "If paid leave is refused, somebody takes it further for you.",
            (
                Prompt("raised_with", "With whom did you take it up?", "text", "A name or a post.", ("R73",),
                       needed_for=DONE),
                Prompt("raised_on", "On which day?", "date", "So that it can be checked later.", ("R73",),
                       needed_for=DONE),
                Prompt("result", "What came of it?", "choice", "To see whether it happens again.", ("R73",),
                       (("granted", "It was granted after all"), ("refused", "It stays refused"),
                        ("waiting", "No answer yet"))),
            ),
            within="1 working day",
            since="decide",
            when=("decide.decision", "refused"),
            owner=LEAD,
            rows=("R73",),
        ),
    ),
)  # fmt: skip
