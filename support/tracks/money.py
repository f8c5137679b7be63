"""What somebody may claim: told, applied, decided, appealed (R17, R77, B9). Amounts are not kept."""

from support.pathway import YES_NO, Prompt
from support.tracks.rows import HR, LEAD, PERSON, Log, Step, Track
from support.workflow import HelpStepStatus

DONE = (HelpStepStatus.DONE,)
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
    takes_files=True,
    rows=("R17", "R77", "B9"),
    owner=HR,
    readers=(LEAD, HR),
    tells=("money",),
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
