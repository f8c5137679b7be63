"""Practical help in the invented trust: somebody off work whose pay will drop, a claim, a plan that waits, a referral."""

from datetime import timedelta

from django.utils import timezone

from support import actions
from support.models import Case

DAY = timedelta(days=1)


def practical_help(story) -> None:
    off_work(story, _case(story, "Joe"))
    adjusted(story, _case(story, "Carys"))
    referred(story, _case(story, "Sunita"))
    told(story)


def _case(story, name) -> Case:
    """Their latest that is under way."""
    return Case.objects.filter(person__user=story.people[name], status="open").latest("opened_at")


def off_work(story, case) -> None:
    """Joe is off work in his first year: HR has worked out when his pay drops, and he may have a claim."""
    lead, hr, me, since = case.lead, story.people["Hana"], case.person.user, case.opened_at + DAY
    absence = actions.open_help(case, "absence", by=lead, at=since)
    first_day = timezone.localdate(since)
    _done(absence, "begins", lead, since, first_day=first_day)
    excluded = {"excluded": "yes", "decided_by": "Hana Sato", "decided_on": first_day + 2 * DAY}
    _done(absence, "triggers", hr, since + 2 * DAY, **excluded)
    _done(absence, "pay", hr, since + 3 * DAY, service="first")
    money = actions.open_help(case, "money", by=me, at=since + 2 * DAY)
    _done(money, "advise", hr, since + 4 * DAY, told=["injury_allowance", "sick_pay", "cica"])
    applied = {"stands": "applied", "reference": "IA 2291"}
    day = first_day + 5 * DAY
    actions.add_entry(money, "injury_allowance", by=hr, on=day, answers=applied, at=since + 5 * DAY)
    plan = actions.open_help(case, "return_to_work", by=lead, at=since + 6 * DAY)
    _done(plan, "talk", lead, since + 7 * DAY, feel_safe="partly")
    proposed = {
        "back_on": timezone.localdate(story.now) + 6 * DAY,
        "weeks": "4",
        "hours": "Three days of four hours",
        "changes": ["not_alone", "place"],
        "learning": "no",
        "review_on": timezone.localdate(story.now) + 20 * DAY,
    }
    _done(plan, "plan", lead, story.now - 2 * DAY, **proposed)


def adjusted(story, case) -> None:
    """Carys works elsewhere for a time, agreed by both; looking at it again was due yesterday."""
    lead, me, at = case.lead, case.person.user, case.opened_at + 2 * DAY
    help = actions.open_help(case, "adjustments", by=me, at=at)
    _done(help, "needs", me, at, health="I sleep badly since then")
    review_on = timezone.localdate(story.now) - DAY
    _done(help, "agree", lead, at + DAY, changes=["place", "hours"], learning="no", review_on=review_on)
    actions.agree_help(help, "agree", by=me, yes=True, at=at + 2 * DAY)


def referred(story, case) -> None:
    """Sunita has agreed to a referral, which was accepted."""
    lead, me, at = case.lead, case.person.user, case.opened_at + 2 * DAY
    help = actions.open_help(case, "referral", by=lead, at=at)
    _done(help, "offer", lead, at, wants="yes")
    actions.share_help(help, by=me, yes=True, at=at + DAY)
    _done(help, "wish", me, at + DAY, kind="counselling")
    _done(help, "sent", lead, at + DAY)
    _done(help, "accepted", story.people["Olive"], at + 3 * DAY, service="counselling")


def told(story) -> None:
    """Paulo rang human resources, and so did somebody about Beth: they cannot know whether anything is recorded."""
    for name, track, source in (("Paulo", "money", "colleague"), ("Beth", "absence", "manager")):
        actions.tell_help(
            story.people[name], track, by=story.people["Hana"], source=source, at=story.now - DAY / 2
        )


def _done(help, step, by, at, **answers) -> None:
    actions.record_help(help, step, by=by, outcome="done", answers=answers, at=at)
