"""The pathway as a table: what each affected person is owed, from the first hour on. A new stage is one row.

Windows are counted from the incident; `deadlines` says how. Debriefing is voluntary and never a target: what
is owed is that it is considered and offered (R59). The after-action review is about learning and kept apart
from support (R61); nothing is owed for it until a facilitator has agreed when (R62). Wording follows the
framework; where it gives no time, the time is ours and a trust may change it.
"""

from dataclasses import dataclass, field

from people.roles import RoleKind, TrainingKind
from support.workflow import StageStatus

CHECK_IN_WEEKS = [1, 2, 4, 8, 12]
# When the team is asked, and those who supported somebody (R80). Ours, and no text of the framework's.
TEAM_WEEKS = [2, 8]
# What a colleague may notice in somebody else weeks later: the Health and Safety Executive's advice (R66, R79).
LATE_SIGNS = [
    "They sleep badly, or have bad dreams",
    "They are angrier or more irritable than they used to be",
    "They seem worried, low or guilty",
    "They have lost confidence, or feel that they are no good at their work",
    "Everyday tasks have become hard",
    "They stay away: off sick more often, or avoiding a place or a person",
    "They are afraid, or on edge",
    "They drink more alcohol or coffee, or take more medicine",
    "It comes back to them as if it were happening again",
]
HELD, BOOKED = StageStatus.HELD, StageStatus.BOOKED
YES_NO = (("yes", "Yes"), ("no", "No"))


@dataclass(frozen=True)
class Prompt:
    """One question. Kinds: yes_no, choice (one of `choices`), choices (any of them), date, text (a few
    words), person.

    `needed_for` lists outcomes that cannot be recorded without an answer; `must_be` is the only answer they
    go with. `suggests` maps an answer to keys of `suggestions`. No prompt asks for a story: none is stored.
    """

    key: str
    words: str
    kind: str
    why: str
    rows: tuple[str, ...]
    choices: tuple[tuple[str, str], ...] = ()
    suggests: dict[str, tuple[str, ...]] = field(default_factory=dict)
    needed_for: tuple[str, ...] = ()
    must_be: str = ""


@dataclass(frozen=True)
class StageRow:
    """One stage. `roles` or `training` make somebody able to lead it; `owes` is "held", "offered" or
    "agreed".

    "held": owed until it is settled. "offered": owed until it is offered, and again from when it is accepted.
    "agreed": owed once a time is agreed.
    """

    key: str
    name: str
    purpose: str
    opens: str
    closes: str
    roles: tuple[str, ...]
    prompts: tuple[Prompt, ...]
    guidance: tuple[str, ...]
    rows: tuple[str, ...]
    for_person: str
    training: tuple[str, ...] = ()
    owes: str = "held"


STAGES = {
    stage.key: stage
    for stage in [
        StageRow(
            "immediate",
            "Immediate response",
            "Make the place safe and look after everybody who was hurt or shaken.",
            opens="0 shifts",
            closes="0 shifts",
            roles=(RoleKind.LINE_MANAGER, RoleKind.DEPUTY, RoleKind.CASE_LEAD, RoleKind.PEER_SUPPORTER),
            rows=("R8", "R36", "R38", "R39", "R40", "R41", "R42", "R43", "R44", "R45", "R46"),
            for_person="Somebody makes sure that you are safe, treated and not alone.",
            guidance=(
                "Speak to them yourself, somewhere private. Ask what would help before you say what will "
                "happen.",
                "Nobody has to tell the whole story now. You need only know whether they are safe and what "
                "they need.",
                "A witness or somebody who came to help may be as shaken as the person it happened to.",
            ),
            prompts=(
                Prompt("safe", "Is everybody safe now?", "yes_no", "So that nobody else is hurt.", ("R39",),
                YES_NO,
                       {"no": ("make_safe",)}),
                Prompt("called", "Who was called to help?", "choices",
                "So that the right people follow it up.", ("R39",),
                       (("security", "Security"), ("clinical", "The clinical team"), ("police", "The police"),
                        ("other", "Another service"), ("nobody", "Nobody was needed"))),
                Prompt("first_aid", "Did they need treatment?", "choice", "Injuries are treated first.",
                ("R40",),
                       (("no", "No"), ("first_aid", "Yes, first aid"), ("treated",
                       "Yes, by a doctor or in hospital")),
                       {"first_aid": ("injury",), "treated": ("injury",)}),
                Prompt("emotional", "Do they need somebody with them right now?", "choice",
                       "Early support helps people recover sooner.", ("R38", "R41"),
                       (("no", "No"), ("with", "Yes, and somebody is with them"), ("yes",
                       "Yes, and nobody is yet")),
                       {"yes": ("call",)}),
                Prompt("carry_on", "Can they carry on with their shift?", "choice", "It is fine to stop.",
                ("R42",),
                       (("yes", "Yes"), ("changed", "Yes, with different duties"), ("no", "No")),
                       {"changed": ("duties",), "no": ("duties",)}),
                Prompt("home", "How will they get home safely?", "choice",
                "Nobody shaken should travel alone unless they wish to.",
                       ("R43",), (("own", "By themselves, as they wish"), ("arranged", "We have arranged it"),
                                  ("not_yet", "Not arranged yet")), {"not_yet": ("call",)}),
                Prompt("at_home", "Is there somebody at home to support them?", "yes_no",
                "If not, call them today.",
                       ("R44",), YES_NO, {"no": ("call",)}),
                Prompt("space", "Were they offered a private place to recover?", "yes_no",
                       "Away from patients and the public.", ("R45",), YES_NO),
                Prompt("reported", "Is everybody who was affected named in the report?", "yes_no",
                       "Witnesses and people who came to help get support too.", ("R46",), YES_NO,
                       {"no": ("others",)}),
            ),
        ),
        StageRow(
            "demobilising",
            "Demobilising",
            "A short talk at the end of the incident or of the shift: safe, thanked, told what is known.",
            opens="0 shifts",
            closes="0 shifts",
            roles=(RoleKind.LINE_MANAGER, RoleKind.DEPUTY, RoleKind.CASE_LEAD, RoleKind.PEER_SUPPORTER),
            training=(TrainingKind.PEER_SUPPORT, TrainingKind.POST_INCIDENT_SUPPORT),
            rows=("R48", "R49", "R50", "R51", "R52", "R53"),
            for_person="A short talk before you go home: what is known, what happens next, where to get "
            "help.",
            guidance=(
                "Five to ten minutes is enough. Say that what happened was not part of the job.",
                "Thank them for what they did.",
                "Tell them what is known, what is being done and what comes next. Say so when you do not "
                "know.",
                "Common reactions are poor sleep, anger, fear, guilt and going over it again and again. "
                "Most of them "
                "fade. Show them the help on their own page.",
            ),
            prompts=(
                Prompt("feels_safe", "Do they feel safe now?", "yes_no",
                "Feeling safe comes before everything else.",
                       ("R49",), YES_NO, {"no": ("apart",)}),
                Prompt("others", "Is anybody else affected who is not named yet?", "yes_no",
                       "Everybody affected has support of their own.", ("R49",), YES_NO,
                       {"yes": ("others",)}),
                Prompt("apart", "How are they kept apart from the person who did it?", "choices",
                       "They should not have to meet by chance.", ("R50",),
                       (("area", "A different area"), ("rota", "A changed rota"), ("visits",
                       "Changed visits"),
                        ("left", "The person has left"), ("not_wanted", "They do not want a change"))),
                Prompt("apart_review", "When will you look at that again?", "date", "Risks change.",
                ("R50",)),
                Prompt("thanked", "Did you thank them for what they did?", "yes_no",
                "It matters more than it seems.",
                       ("R51",), YES_NO),
                Prompt("told", "Did you tell them what is known, what is being done and what comes next?",
                "yes_no",
                       "Not knowing makes it worse.", ("R52",), YES_NO),
                Prompt("reactions", "Did you talk about common reactions and where to get help?", "yes_no",
                       "It helps to know that reactions are normal.", ("R53",), YES_NO),
                Prompt("now", "How are they now?", "choice", "To decide what comes next.", ("R36", "R37"),
                       (("calm", "Calm"), ("shaken", "Shaken"), ("distressed", "In distress")),
                       {"distressed": ("referral", "debrief")}),
            ),
        ),
        StageRow(
            "defusing",
            "Defusing",
            "Alone or in a small group, once some days have passed: what happened, no blame, and who needs "
            "more.",
            opens="3 days",
            closes="10 days",
            roles=(RoleKind.LINE_MANAGER, RoleKind.DEPUTY, RoleKind.CASE_LEAD, RoleKind.PEER_SUPPORTER),
            training=(TrainingKind.DEFUSING, TrainingKind.PEER_SUPPORT),
            rows=("R54", "R55", "R56", "R57", "R58"),
            for_person="A talk, alone or with the few who were there, about what happened. You choose "
            "whether to come.",
            guidance=(
                "Before: what was the day like, what did people expect? During: what happened, in order? "
                "After: what "
                "was done, how has it been since?",
                "Nobody is blamed. Look at what was expected and what was different, and never at who was "
                "at fault.",
                "Nobody has to speak. What is said stays in the room and is not written down here.",
                "Close with simple advice: sleep, food, company, going easy on alcohol. Ask who would like "
                "more help.",
            ),
            prompts=(
                Prompt("how", "How was it done?", "choice", "Some people prefer to talk alone.", ("R55",),
                       (("alone", "One to one"), ("group", "In a small group"))),
                Prompt("telling", "Could they say what happened before, during and after, if they wished?",
                "yes_no",
                       "Telling it in order helps people understand it.", ("R56",), YES_NO),
                Prompt("no_blame", "Did you compare what was expected with what happened, without blame?",
                "yes_no",
                       "People talk openly when nobody is judged.", ("R57",), YES_NO),
                Prompt("advice", "Did you check how they are and give simple advice?", "yes_no",
                       "Small things help most in the first weeks.", ("R58",), YES_NO),
                Prompt("more", "Would more help be right for them?", "choice", "You suggest, they decide.",
                ("R37", "R58"),
                       (("no", "No, not now"), ("referral", "Yes, occupational health or counselling"),
                        ("debrief", "Yes, a debriefing"), ("both", "Yes, both")),
                       {"referral": ("referral",), "debrief": ("debrief",), "both": ("referral", "debrief")}),
            ),
        ),
        StageRow(
            "debriefing",
            "Debriefing",
            "With a trained facilitator, some time later, for those who want it: understand and "
            "recover. "
            "It is voluntary and never a target; what we owe is to consider and offer it.",
            opens="7 days",
            closes="14 days",
            roles=(RoleKind.FACILITATOR,),
            training=(TrainingKind.DEBRIEFING,),
            owes="offered",
            rows=("R59", "R60"),
            for_person="A longer talk with a trained facilitator, only if you want it. Saying no is fine.",
            guidance=(
                "Only a trained facilitator leads a debriefing.",
                "It is voluntary. Nobody is pressed, and saying no counts as much as saying yes.",
                "It does not suit everybody. Ask the facilitator first, and keep an eye on how people are "
                "afterwards.",
            ),
            prompts=(
                Prompt("voluntary", "Do they know that they may say no, and stop at any time?", "yes_no",
                       "Debriefing can do harm when people feel they must.", ("R59",), YES_NO,
                       needed_for=(HELD, BOOKED), must_be="yes"),
                Prompt("ongoing", "Who needs ongoing support?", "choices",
                "So that nobody is left alone with it.", ("R60",),
                       (("nobody", "Nobody, for now"), ("person", "This colleague"), ("team",
                       "Others in the team")),
                       {"person": ("referral",), "team": ("team",)}),
            ),
        ),
        StageRow(
            "after_action",
            "After-action review",
            "What we can learn, kept apart from support. It takes place only when a trained facilitator "
            "agrees the time.",
            opens="",
            closes="",
            roles=(),
            training=(TrainingKind.AFTER_ACTION_REVIEW,),
            owes="agreed",
            rows=("R61", "R62", "R63"),
            for_person="A meeting about what the organisation can learn. It is not support, and you need "
            "not take part.",
            guidance=(
                "Four questions: what did we expect, what happened, why was it different, what do we learn?",
                "A facilitator decides when people are ready. Too soon can bring it all back.",
                "Lessons and actions go to the review panel, without names.",
            ),
            prompts=(
                Prompt("agreed", "Has the facilitator agreed the time?", "yes_no",
                       "A review held too soon can bring it all back.", ("R62",), YES_NO,
                       needed_for=(HELD, BOOKED), must_be="yes"),
                Prompt("facilitator", "Which facilitator agreed it?", "person",
                "They answer for the timing.", ("R62",),
                       needed_for=(BOOKED,)),
                Prompt("apart", "Does everybody know that it is about learning, and not support or blame?",
                "yes_no",
                       "The two must not be mixed up.", ("R61",), YES_NO),
                Prompt("lessons", "Are the lessons and actions written down for the review panel?", "yes_no",
                       "So that it does not happen again.", ("R63",), YES_NO),
            ),
        ),
        StageRow(
            "ongoing",
            "Ongoing support",
            "Keep in touch for weeks and months: reactions may come late, and recovery is not a "
            "straight line.",
            opens="7 days",
            closes="12 weeks",
            roles=(RoleKind.LINE_MANAGER, RoleKind.DEPUTY, RoleKind.CASE_LEAD, RoleKind.PEER_SUPPORTER,
                   RoleKind.OCCUPATIONAL_HEALTH),
            rows=("R64", "R65", "R66", "R17", "R18"),
            for_person="Somebody asks how you are in the weeks and months after, and longer if you want.",
            guidance=(
                "Distress can show weeks later: poor sleep, being on edge, avoiding the place, anger, going "
                "off work.",
                "Ask more than once. Ask what has changed, and what would help now.",
                "Nobody is ever called recovered by this page. Support can start again at any time.",
            ),
            prompts=(
                Prompt("distress", "Is there distress that lasts or comes back?", "yes_no",
                       "Reactions can show weeks later.", ("R64", "R66"), YES_NO, {"yes": ("referral",)}),
                Prompt("health", "Were occupational health and counselling offered?", "yes_no",
                       "Everybody may have them.", ("R64",), YES_NO, {"no": ("referral",)}),
                Prompt("peer", "Were a peer supporter and a place to talk offered?", "yes_no",
                       "Some people would rather talk to a colleague.", ("R65",), YES_NO, {"no": ("peer",)}),
                Prompt("money", "Do they know about injury allowance and sick pay?", "yes_no",
                       "Money should not be one more worry.", ("R17",), YES_NO, {"no": ("pay",)}),
            ),
        ),
    ]
}  # fmt: skip
