"""Practical help: opened, each step and log of every track recorded, agreed, shared, settled and taken up again."""

from datetime import timedelta

from support import access, actions
from support.help import CHOSEN, TRACKS, Log
from support.workflow import CaseStatus, HelpStatus, HelpStepStatus
from tests.support.any_order import answers
from tests.support.any_order.moves import doing, move, pick

OPEN = HelpStatus.OPEN


def _help(story, case, status=OPEN):
    found = [one for one in case.helps.all() if (one.status == OPEN) == (status == OPEN)]
    help = pick(story, found) if case.status == CaseStatus.OPEN else None
    if help:
        help.case = case
    return help


@move(4)
def open_help(story, case):
    if case.status != CaseStatus.OPEN:
        return None
    track = pick(story, sorted(TRACKS))
    return doing(actions.open_help, case, track, by=pick(story, (case.lead, story.own(case))), at=story.at)


@move(10)
def record_help(story, case):
    if not (help := _help(story, case)):
        return None
    part, by = _part(story, help)
    if part is None:
        return None
    row = next(one for one in help.steps.all() if one.key == part.key)
    outcomes = [one for one in HelpStepStatus if one != HelpStepStatus.AHEAD or row.status != one]
    outcome = pick(story, [*outcomes, HelpStepStatus.DONE, HelpStepStatus.DONE])
    said = _said(story, help, part, outcome)
    if isinstance(part, Log) and story.random.random() < 0.7:
        on = (story.at + timedelta(days=story.random.randint(-9, 30))).date()
        said = _said(story, help, part, HelpStepStatus.DONE)
        return doing(actions.add_entry, help, part.key, by=by, on=on, answers=said, at=story.at)
    return doing(actions.record_help, help, part.key, by=by, outcome=outcome, answers=said, at=story.at)


def _part(story, help):
    """A step or log, and somebody who may record it."""
    part = pick(story, TRACKS[help.track].parts.values())
    for by in filter(None, (help.owner, help.case.lead, story.own(help.case))):
        if access.can_record(by, help, part.key):
            return part, by
    return None, None


def _said(story, help, part, outcome):
    asked = TRACKS[help.track].worded(part.key, help.wording).fields
    return answers.to_prompts(story.random, asked, outcome, story.at, story.place.viv)


@move(5)
def agree_help(story, case):
    proposed = [
        (help, step)
        for help in case.helps.all()
        for step in help.steps.all()
        if help.status == OPEN and step.proposed_at and not step.agreed_at
    ]
    found = pick(story, proposed) if case.status == CaseStatus.OPEN else None
    if not found:
        return None
    help, step = found
    return doing(
        actions.agree_help, help, step.key, by=story.own(case), yes=story.random.random() < 0.7, at=story.at
    )


@move(3)
def share_help(story, case):
    help = _help(story, case)
    if not help or TRACKS[help.track].owner == CHOSEN:
        return None
    return doing(actions.share_help, help, by=story.own(case), yes=story.random.random() < 0.7, at=story.at)


@move(2)
def settle_help(story, case):
    help = _help(story, case)
    status = pick(story, (HelpStatus.CLOSED, HelpStatus.DECLINED))
    return help and doing(actions.settle_help, help, by=story.own(case), status=status, at=story.at)


@move(3)
def reopen_help(story, case):
    help = _help(story, case, HelpStatus.CLOSED)
    if not help:
        return None
    return doing(actions.reopen_help, help, by=story.own(case), at=story.at)
