"""The police: what they do, what is challenged, and how a statement is given (R31, R72, R75, R85 to R88).

Nothing of what was said to the police is kept here: references, dates, choices and a few words.
"""

from support.pathway import YES_NO, Prompt
from support.tracks.rows import AGAIN, PERSON, Log, Step, Track
from support.workflow import HelpStepStatus

DONE = (HelpStepStatus.DONE,)
WISH = (
    ("yes", "Yes"),
    ("no", "No"),
    ("later", "Not decided yet"),
    ("known", "The police know already"),
)

POLICE = Track(
    "police",
    "The police",
    "Keep track of what the police do, speak up when it is not right, and make giving a statement easier.",
    for_person="Whether you want the police is your choice. Somebody keeps in touch with them for you.",
    why="They want the police, or the police are involved already.",
    ask="I would like help with the police",
    rows=("R31", "R72", "R75", "R85", "R86", "R87", "R88"),
    steps=(
        Step(
            "wish",
            "Do you want the police?",
            "They say on their own page whether they want the police. It is their choice.",
            "It is your choice, and you can change your mind. Nobody minds either way.",
            (
                Prompt("wants", "Do you want the police to be told?", "choice",
                       "Nobody tells them for you against your wish, unless somebody is in danger.", ("R72",), WISH,
                       needed_for=DONE),
            ),
            owner=PERSON,
            rows=("R72",),
        ),
        Step(
            "ask",
            "Ask whether they want the police",
            "Say that it is their choice, and note what they tell you.",
            "You are asked whether you want the police. You choose.",
            (
                Prompt("choice", "Did you say that it is their choice?", "yes_no",
                       "Nobody should feel pressed.", ("R72",), YES_NO, needed_for=DONE, must_be="yes"),
                Prompt("said", "What did they say?", "choice", "What they say on their own page counts first.",
                       ("R72",), WISH, needed_for=DONE),
            ),
            within="2 working days",
            rows=("R31", "R72"),
        ),
        Step(
            "crime",
            "The references of the police",
            "Note the crime number and who deals with it, so that they need to be asked only once.",
            "Somebody notes the crime number and who in the police deals with it.",
            (
                Prompt("force", "Which police force?", "text", "To know whom to ask.", ("R31", "R72"),
                       needed_for=DONE),
                Prompt("number", "Crime number", "reference", "Write the number only.", ("R72",)),
                Prompt("officer", "The officer’s name and how to reach them", "text", "To ask how it goes.",
                       ("R75",)),
                Prompt("told_on", "When were the police told?", "date", "To see whether there was delay.", ("R72",)),
                Prompt("recorded", "Do they record it as a crime?", "choice", "It should be recorded without delay.",
                       ("R31", "R106"), (("yes", "Yes"), ("not_yet", "Not yet"), ("no", "No, they refused")),
                       needed_for=DONE),
            ),
            within="2 working days",
            since="ask",
            when=("ask.said", "yes", "known"),
            guidance=(
                "If they refuse to record it, or do nothing, note a challenge below and ask the liaison contact.",
            ),
            rows=("R31", "R72"),
        ),
        Step(
            "explain",
            "Tell them how it goes",
            "Go through the guide on their own page with them: the investigation, the statement, and the others.",
            "Somebody goes through with you how an investigation and a statement work.",
            (
                Prompt("guide", "Did you go through the guide together?", "yes_no",
                       "Knowing what comes makes it easier.", ("R86",), YES_NO, needed_for=DONE),
                Prompt("others", "Do they know that others who were there are asked as well?", "yes_no",
                       "It does not all rest on them.", ("R87",), YES_NO),
                Prompt("once", "Can what they told already be used, so that they need not tell it again?", "yes_no",
                       "Telling it again and again hurts.", ("R85",), YES_NO),
            ),
            within="5 working days",
            since="crime",
            guidance=(
                "Ask the police to use what is written already, and to ask once. Ask for a break whenever it is needed.",
                "Tell them about the Victim Personal Statement. It is made to the police, it is voluntary, and it is "
                "neither the witness statement nor the statement that they may write on their own page.",
            ),
            rows=("R85", "R86", "R87"),
        ),
        Step(
            "statement",
            "The statement",
            "Make time for it at work, unless they would rather give it at another time.",
            "You can give your statement in work time, or at another time if you prefer.",
            (
                Prompt("when", "When is it given?", "choice", "Time for it is work time.", ("R88",),
                       (("work", "In work time"), ("other", "At another time, as they prefer"),
                        ("exception", "Not in work time, though they would prefer it"),
                        ("none", "No statement is wanted")), needed_for=DONE),
                Prompt("on", "On which day?", "date", "So that the rota allows for it.", ("R88",)),
                Prompt("comes", "Who comes along?", "text", "Nobody has to go alone.", ("R85",)),
            ),
            within="10 working days",
            since="crime",
            rows=("R85", "R88"),
        ),
        Step(
            "exception",
            "Not in work time: ask the police force",
            "Ask the force’s liaison contact to take the statement in work time, and note what they answer.",
            "Somebody asks the police to take your statement in work time.",
            (
                Prompt("raised_on", "When did you ask them?", "date", "So that it is not forgotten.", ("R88",),
                       needed_for=DONE),
                Prompt("answer", "What did they answer?", "choice", "To see whether it happens again.", ("R88",),
                       (("changed", "They take it in work time"), ("no", "They do not"),
                        ("waiting", "No answer yet")), needed_for=DONE),
            ),
            within="3 working days",
            since="statement",
            when=("statement.when", "exception"),
            rows=("R88",),
        ),
        Step(
            "vps",
            "Victim Personal Statement",
            "Tell them that they may make one to the police, and that it is voluntary.",
            "You may tell the police how it has affected you. It is voluntary, it is not your witness statement, and it "
            "is not the statement you can write on this page for the people you choose.",
            (
                Prompt("told", "Did you tell them about it?", "yes_no", "It is a right, and never a duty.",
                       ("R106",), YES_NO, needed_for=DONE),
                Prompt("made", "What did they decide?", "choice", "They can change their mind until it is used.",
                       ("R106",), (("made", "They made one"), ("no", "They do not want to"),
                                   ("later", "Not decided yet"))),
            ),
            within="28 days",
            since="crime",
            rows=("R106",),
        ),
    ),
    logs=(
        Log(
            "updates",
            "What the police say",
            "Ask the police how it goes at least every 28 days, and tell your colleague.",
            "Somebody asks the police how it goes every four weeks, and tells you.",
            "When did you hear from them, or ask them?",
            (
                Prompt("heard", "Did you hear anything?", "choice", "No answer is worth noting too.", ("R75",),
                       (("news", "Yes, there is news"), ("same", "Yes, nothing has changed"),
                        ("nothing", "We asked and heard nothing")), needed_for=DONE),
                Prompt("stands", "Where does it stand?", "choice", "So that they know.", ("R75", "R106"),
                       (("looking", "They are looking into it"), ("arrested", "Somebody was arrested"),
                        ("released", "Somebody was released"), ("charged", "Somebody was charged"),
                        ("court", "It goes to court"), ("ended", "The police have ended it"))),
                Prompt("told", "Did you tell your colleague?", "yes_no", "They should hear it first from us.",
                       ("R75",), YES_NO, needed_for=DONE),
            ),
            again=AGAIN,
            guidance=(
                "The police should tell somebody hurt by a crime within 5 days of an arrest, a charge or a release.",
            ),
            rows=("R75",),
        ),
        Log(
            "challenges",
            "When the answer was not right",
            "Note what you challenged, with whom, and what came back. Add the reply as an entry of its own.",
            "When the police do not do what they should, somebody takes it up with them.",
            "On which day was that?",
            (
                Prompt("about", "What is it about?", "choice", "To see what happens again and again.", ("R31",),
                       (("recording", "It was not recorded as a crime"), ("no_action", "Nothing was done"),
                        ("no_news", "We hear nothing"), ("statement", "How the statement was taken"),
                        ("words", "How they spoke about it"), ("right", "A right of the Victims’ Code")),
                       needed_for=DONE),
                Prompt("whom", "With whom was it taken up?", "text", "A name or a post.", ("R31",), needed_for=DONE),
                Prompt("reply", "What did they reply?", "choice", "An unanswered challenge is asked again.",
                       ("R31",), (("waiting", "No reply yet"), ("explained", "They explained it"),
                                  ("changed", "They changed it"), ("refused", "They refused")), needed_for=DONE),
                Prompt("replied_on", "When did they reply?", "date", "So that it can be checked later.", ("R31",)),
                Prompt("outcome", "What comes next?", "choice", "A person decides.", ("R31",),
                       (("settled", "It is settled"), ("higher", "It goes further up"),
                        ("left", "It is left there, as your colleague wishes"))),
            ),
            again="14 days",
            waits=True,
            ends_with=("reply", ("explained", "changed", "refused")),
            rows=("R31",),
        ),
    ),
)  # fmt: skip
