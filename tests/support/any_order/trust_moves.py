"""What happens to the trust meanwhile: people leave, are away or found out, reports become one, the pathway changes."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction

from incidents import actions as incidents
from incidents.actions import Affected
from incidents.models import Incident
from people import actions as people
from people.models import User
from support import actions, reasons, versions
from support.editing import drafting
from support.models import Case, Session
from support.workflow import CaseStatus, SessionStatus
from tests.support.any_order.moves import doing, pick


def draw(story) -> tuple[str, Callable | None]:
    happens = story.random.choice(
        [
            leave,
            lose_role,
            away,
            away,
            accuse_lead,
            name_somebody,
            one_more,
            merge,
            publish,
            publish,
            move_cases,
        ]
    )
    return happens.__name__, happens(story)


def _leaver(story):
    """Somebody who may leave, and as often as not one who has a meeting to lead."""
    planned = Session.objects.filter(status=SessionStatus.PLANNED).values_list("leader", flat=True)
    here = User.objects.filter(pk__in=[one.pk for one in story.leavers], is_active=True)
    leading = here.filter(pk__in=planned) if story.random.random() < 0.5 else here.none()
    return pick(story, leading.order_by("pk")) or pick(story, here.order_by("pk"))


def leave(story):
    user = _leaver(story)
    return user and doing(people.end_account, user, by=story.place.ade, on=story.at.date(), at=story.at)


def lose_role(story):
    user = _leaver(story)
    role = user and user.roles.current(story.at.date()).first()
    return role and doing(people.end_role, role, by=story.place.ade, on=story.at.date())


def away(story):
    """Without warning, with somebody in their place or without."""
    user, day = _leaver(story), story.at.date()
    stand_in = pick(story, (None, story.place.viv, _leaver(story)))
    if not user or user == stand_in:
        return None
    until = day + timedelta(days=story.random.randint(1, 12))
    said = {"starts_on": day, "ends_on": until, "covered_by": stand_in}
    return doing(people.arrange_cover, user, by=story.place.ade, **said)


def accuse_lead(story):
    """Whoever looks after somebody is found to have done it."""
    case = pick(story, story.open_to_all())
    if not case or case.lead not in story.leavers:
        return None
    unknown = case.incident.alleged.filter(kind="colleague", user=None).first()
    return unknown and doing(
        incidents.match_alleged, unknown, user=case.lead, by=story.place.viv, at=story.at
    )


def name_somebody(story):
    """It becomes known who was affected: a colleague with an account, or somebody who can be written to."""
    case = pick(story, [one for one in story.open_to_all() if not one.person.is_named])
    if not case:
        return None
    who = pick(
        story, ({"user": story.newcomer()}, {"name": "Sam Found", "contact": "sam.found@agency.example"})
    )
    return doing(incidents.name_person, case.person, by=story.place.viv, at=story.at, **who)


def one_more(story):
    """Somebody else was affected, and is told of now."""
    case = pick(story, story.open_to_all())
    if not case or case.status == CaseStatus.MERGED:
        return None
    newcomer = Affected("witness", user=story.newcomer())
    return doing(incidents.add_person, case.incident, by=story.place.viv, affected=newcomer, at=story.at)


def merge(story):
    if not story.doubles:
        return None
    double, into = story.doubles.pop()
    double, into = Incident.objects.get(pk=double.pk), Incident.objects.get(pk=into.pk)
    return doing(incidents.merge, double, into=into, by=story.place.viv, why="The same thing", at=story.at)


def publish(story):
    """One stage is another from now on, for the trust or one site: its window, or whether there is one."""
    site = pick(story, (None, story.place.wards[0].team.site))
    key = pick(story, ("demobilising", "defusing", "after_action", "ongoing"))
    values = pick(
        story, ({"closes_after": f"{story.random.randint(11, 30)} days"}, {"is_on": False}, {"is_on": True})
    )
    return doing(_publish, story, site, key, values)


@transaction.atomic
def _publish(story, site, key, values):
    viv, at = story.place.viv, story.at
    draft = actions.start_draft(site, by=viv, at=at)
    rule = drafting.rule_in(draft.content, key) | values
    draft = actions.save_draft(draft, by=viv, seen=draft.revision, rule=rule, at=at)
    actions.publish_draft(draft, by=viv, why="Our wards asked for it", seen=draft.revision, at=at)


def move_cases(story):
    site = pick(story, (None, *dict.fromkeys(ward.team.site for ward in story.place.wards)))
    return doing(actions.move_cases, site, by=story.place.viv, why=pick(story, reasons.MOVING), at=story.at)


def in_force(story) -> dict:
    """Site to the version that its cases could follow."""
    sites = Case.objects.values_list("team__site", flat=True).distinct().order_by()
    return {site: versions.in_force(site) for site in sites}
