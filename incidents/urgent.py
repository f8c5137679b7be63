"""Who hears at once of a report that a few taps made, at any hour: whoever leads the team, and its managers and deputies.

No line says what happened, or to whom. After the third of an hour they hear once an hour that there are more, so that
a flood fills no inbox (security.md I5); what comes from people who may not be safe is counted by itself.
"""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from people.models import Role
from people.notices import tell_all
from people.roles import MANAGERS

SEVERAL = 3
AN_HOUR = timedelta(hours=1)
NOT_SAFE = "Somebody in your team needs you now. Please see that everybody is safe, then read this."
HAPPENED = "Something has happened in your team. Please see your colleagues today."
MORE = "There are more new reports from your team. Please look at all of them now."


def needs_somebody(incident, lead, *, by, at):
    unsafe = incident.everyone_safe == incident.Answer.NO
    if _of_this_hour(incident, unsafe, at) > SEVERAL:
        key = f"incident-now:{incident.team_id}.{'no' if unsafe else 'yes'}.{at:%Y%m%d%H}"
        _tell(incident, lead, key, MORE, reverse("incidents:list"), at, by)
    else:
        _tell(
            incident,
            lead,
            f"incident-now:{incident.pk}",
            NOT_SAFE if unsafe else HAPPENED,
            _page(incident),
            at,
            by,
        )


def not_safe_after_all(incident, *, at):
    many = _of_this_hour(incident, True, at) > SEVERAL
    key = f"{incident.team_id}.no.{at:%Y%m%d%H}" if many else f"{incident.pk}.no"
    _tell(incident, None, f"incident-now:{key}", NOT_SAFE, _page(incident), at)


def said_to_be_a_mistake(incident, *, at):
    line = "A report from your team is said to be a mistake. Please see whether it was."
    _tell(incident, None, f"incident-mistake:{incident.pk}", line, _page(incident), at, urgent=False)


def added_to(incident, *, at):
    line = "More has been said about a report from your team."
    _tell(incident, None, f"incident-more:{incident.pk}.{at:%Y%m%d}", line, _page(incident), at, urgent=False)


def _of_this_hour(incident, unsafe, at):
    same = type(incident).objects.filter(team=incident.team_id, reported_at__gt=at - AN_HOUR)
    same = same.filter(channel__in=(incident.Channel.QUICK, incident.Channel.CROSS))
    return (same.filter(everyone_safe="no") if unsafe else same.exclude(everyone_safe="no")).count()


def _tell(incident, lead, key, line, link, at, by=None, urgent=True):
    part = set(incident.involved.exclude(user=None).values_list("user", flat=True))
    part |= set(incident.alleged.exclude(user=None).values_list("user", flat=True))
    roles = Role.objects.current(timezone.localdate(at)).filter(team=incident.team_id, kind__in=MANAGERS)
    heard = dict.fromkeys([lead, *(role.user for role in roles.select_related("user"))])
    tell_all(
        [(to, f"{key}.{to.pk}", line, link) for to in heard if to and to != by and to.pk not in part],
        urgent=urgent,
        at=at,
    )


def _page(incident):
    return reverse("incidents:detail", args=[incident.reference])
