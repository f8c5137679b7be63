"""Rights and advice: the Victims' Code, legal help and injury claims, safeguarding, and the union (R72, R74, R106)."""

from people.roles import RoleKind
from support.pathway import YES_NO, Prompt
from support.tracks.rows import AGAIN, CHOSEN, LEAD, PERSON, Log, Step, Track
from support.tracks.victims_code import VERSIONS
from support.workflow import HelpStepStatus

DONE = (HelpStepStatus.DONE,)

CODE = Track(
    "code",
    "Rights under the Victims’ Code",
    "Go through the twelve rights, and see that each is met.",
    for_person="Twelve rights that you have when you were hurt by a crime, and how each of them stands.",
    why="What happened may be a crime, whether or not the police know of it.",
    ask="I would like to know my rights",
    rows=("R106",),
    steps=(
        Step(
            "tell",
            "Tell them about their rights",
            "Go through the rights with them, and note each below as you told, asked, met or not met.",
            "Somebody goes through your rights with you.",
            (
                Prompt("told", "Did you go through all of them?", "yes_no", "Many people never hear of them.",
                       ("R106",), YES_NO, needed_for=DONE),
            ),
            within="5 working days",
            rows=("R106",),
        ),
    ),
    logs=(
        Log(
            "rights",
            "How each right stands",
            "Note a right whenever something about it changes. What is not met is looked at again.",
            "How each of your rights stands.",
            "On which day was that?",
            (
                Prompt("right", "Which right?", "point", "Each stands by itself.", ("R106",), needed_for=DONE),
                Prompt("stands", "How does it stand?", "choice", "So that none is forgotten.", ("R106",),
                       (("told", "They were told about it"), ("asked", "It was asked for"), ("met", "It is met"),
                        ("not_met", "It is not met"), ("not_now", "It does not apply here")), needed_for=DONE),
            ),
            again=AGAIN,
            waits=True,
            rows=("R106",),
        ),
    ),
    wordings=VERSIONS,
)  # fmt: skip

LEGAL = Track(
    "legal",
    "Legal help and claims",
    "Put them in touch with legal advice, and keep the reference of a claim. No advice is given here.",
    for_person="Legal advice, and help with a claim for an injury. What you talk about stays with your adviser.",
    why="They want legal advice, or to claim for an injury.",
    ask="I would like legal help",
    rows=("R72",),
    steps=(
        Step(
            "point",
            "Put them in touch",
            "Show them who gives legal advice in the directory of help, the union among them.",
            "Somebody shows you who gives legal advice.",
            (
                Prompt("wants", "What do they want?", "choices", "They choose.", ("R72",),
                       (("advice", "Legal advice"), ("claim", "To claim for an injury"), ("nothing", "Nothing for now")),
                       needed_for=DONE),
                Prompt("where", "Where did they go?", "choice", "To see what is used.", ("R72",),
                       (("union", "Their union"), ("own", "A lawyer of their own"), ("trust", "Through us"),
                        ("open", "Not decided yet"))),
            ),
            within="5 working days",
            rows=("R72",),
        ),
    ),
    logs=(
        Log(
            "claims",
            "Claims",
            "Note the reference and where it stands. Nothing else about a claim is kept here.",
            "Where your claim stands.",
            "On which day was that?",
            (
                Prompt("reference", "Its reference", "reference", "Write the reference only.", ("R72", "R5")),
                Prompt("help", "What help was given?", "choice", "So that nobody is left alone with the forms.",
                       ("R72",), (("form", "Help with the form"), ("papers", "Papers from the report"),
                                  ("time", "Time in work for it"), ("none", "None was wanted"))),
                Prompt("stands", "Where does it stand?", "choice", "So that no date is missed.", ("R72",),
                       (("begun", "It has begun"), ("under_way", "It is under way"), ("ended", "It has ended")),
                       needed_for=DONE),
            ),
            again=AGAIN,
            waits=True,
            ends_with=("stands", ("ended",)),
            rows=("R5", "R72"),
        ),
    ),
)  # fmt: skip

SAFEGUARDING = Track(
    "safeguarding",
    "Safeguarding",
    "A referral to safeguarding, by its reference only. Safeguarding itself is run elsewhere.",
    for_person="Somebody makes sure that those whose work it is look at your safety, or that of somebody else.",
    why="Somebody may be at risk: your colleague, a child, or an adult who needs care.",
    ask="I am worried about somebody’s safety",
    rows=("R5", "R72"),
    many=True,
    steps=(
        Step(
            "refer",
            "Refer it",
            "Use the way your organisation has for it today. Note only that you did.",
            "Somebody refers it to those whose work it is.",
            (
                Prompt("told_on", "When did you refer it?", "date", "It should not wait.", ("R72",), needed_for=DONE),
                Prompt("whom", "To whom?", "choice", "To know whom to ask.", ("R72",),
                       (("adults", "Adult safeguarding"), ("children", "Children’s safeguarding"),
                        ("staff", "The team that looks after staff"))),
                Prompt("number", "Their reference", "reference", "Write the reference only.", ("R5", "R72")),
            ),
            within="4 hours",
            rows=("R5", "R72"),
        ),
        Step(
            "stands",
            "Where it stands",
            "Ask those whose work it is whether it goes on. Write nothing of what they tell you.",
            "Somebody asks whether it goes on.",
            (
                Prompt("status", "Where does it stand?", "choice", "So that it is not forgotten.", ("R5", "R72"),
                       (("told", "They were told"), ("under_way", "It is under way"), ("ended", "It has ended")),
                       needed_for=DONE),
            ),
            within="10 working days",
            since="refer",
            again=AGAIN,
            rows=("R5", "R72"),
        ),
    ),
)  # fmt: skip

UNION = Track(
    "union",
    "Their union",
    "Early contact with a union representative, only if they want it and only with what they agree to.",
    for_person="A union representative can advise you early. They learn of you only if you say so, and you can take it "
    "back.",
    why="It helps to talk to a union early.",
    ask="I would like to talk to a union representative",
    rows=("R74",),
    owner=CHOSEN,
    chosen_among=RoleKind.UNION_REP,
    readers=(LEAD, CHOSEN),
    needs_consent=True,
    steps=(
        Step(
            "offer",
            "Tell them that a union can help",
            "Tell them early, and that nothing is passed on unless they say so on their own page.",
            "Somebody tells you what a union can do for you.",
            (
                Prompt("told", "Did you tell them?", "yes_no", "Early advice helps most.", ("R74",), YES_NO,
                       needed_for=DONE),
            ),
            within="2 working days",
            owner=LEAD,
            readers=(LEAD,),
            rows=("R74",),
        ),
        Step(
            "details",
            "What the union may know",
            "They say on their own page how they want to be reached and what it is about.",
            "Only this and your name are shown, to the one you choose. You can take it back at any time.",
            (
                Prompt("reach", "How may they reach you?", "text", "A number or an address that you choose.",
                       ("R74",), needed_for=DONE),
                Prompt("about", "What would you like advice about?", "choices", "Only if you wish.", ("R74",),
                       (("support", "Support"), ("pay", "Pay and leave"), ("law", "The police, court or the law"),
                        ("dealt", "How this is dealt with"))),
            ),
            owner=PERSON,
            readers=(CHOSEN,),
            rows=("R74",),
        ),
        Step(
            "contact",
            "Get in touch",
            "Call or write to them in the way they asked for, and note that you did.",
            "Your union representative gets in touch.",
            (
                Prompt("reached", "Did you reach them?", "choice", "Try again if you did not.", ("R74",),
                       (("yes", "Yes"), ("tried", "Not yet"), ("no", "They would rather not")), needed_for=DONE),
            ),
            within="2 working days",
            since="details",
            readers=(LEAD, CHOSEN),
            rows=("R74",),
        ),
    ),
)  # fmt: skip
