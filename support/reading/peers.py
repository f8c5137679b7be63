"""The register of peer supporters, which shifts have nobody, and who was asked to come."""

from datetime import datetime, timedelta

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from people.models import Site, Team
from people.trail import record
from support.access import can_see_who_was_asked
from support.meeting.peering import TOPICS, with_load
from support.meeting.wellbeing import ANSWER_WITHIN
from support.models import Availability, ComeNow, Match, Supporter, WellBeingCheck

ON_A_PAGE = 30
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHOWN_FOR = timedelta(hours=12)


def register(page, at: datetime):
    """One page of those on the register, each with what the prevention lead may know of how they are."""
    checks = Prefetch("checks", queryset=WellBeingCheck.objects.defer("answer"), to_attr="all_checks")
    found = with_load(Supporter.objects.filter(ended_at=None)).prefetch_related("learnt", checks)
    found = Paginator(found.order_by("user__last_name", "user__first_name", "id"), ON_A_PAGE).get_page(page)
    for one in found:
        one.misses = TOPICS - len(one.learnt.all())
        one.state = state_of(one, at)
    return found


def state_of(supporter, at: datetime) -> tuple[str, str]:
    """(urgency, words): whether they need a word, and never what they answered."""
    last = supporter.all_checks[0] if supporter.all_checks else None
    if any(check.needs_word and check.spoken_at is None for check in supporter.all_checks):
        return "overdue", "Needs a word"
    if last is None:
        return "none", "Not asked yet"
    if last.answered_at:
        return "ok", f"Answered {last.answered_at:%-d %B}"
    if last.asked_at <= at - ANSWER_WITHIN:
        return "overdue", "No answer: have a word"
    return "none", f"Asked {last.asked_at:%-d %B}"


def cover_map(site=None) -> list:
    """(weekday, [(part, how many are there)]) by what supporters said of every week (R123)."""
    rows = Availability.objects.filter(on=None, supporter__ended_at=None, supporter__paused_at=None)
    if site:
        rows = rows.filter(supporter__user__team__site=site)
    counts = {}
    for weekday, part in rows.filter(supporter__user__is_active=True).values_list("weekday", "part"):
        counts[weekday, part] = counts.get((weekday, part), 0) + 1
    return [
        (name, [(words, counts.get((day, part), 0)) for part, words in Availability.Part.choices])
        for day, name in enumerate(DAYS)
    ]


def site_of(text: str) -> Site | None:
    """The site that an address names, if there is one."""
    return Site.objects.filter(pk=text).first() if text.isdigit() and len(text) < 10 else None


def sites():
    return Site.objects.all()


def team_of(text: str) -> Team | None:
    is_number = text.isdigit() and len(text) < 10
    return Team.objects.select_related("site").filter(pk=text).first() if is_number else None


def find_supporter(pk) -> Supporter:
    checks = Prefetch("checks", queryset=WellBeingCheck.objects.defer("answer"), to_attr="all_checks")
    return get_object_or_404(with_load().prefetch_related("learnt", "shifts", checks), pk=pk)


def is_on_register(user) -> bool:
    return Supporter.objects.filter(user=user, ended_at=None).exists()


def own_place(user) -> Supporter:
    """The reader's own place on the register, or 404."""
    found = with_load(Supporter.objects.filter(user=user, ended_at=None))
    supporter = get_object_or_404(found.prefetch_related("learnt", "shifts", "checks"))
    record("supporter.read_own", by=user, subject=supporter)
    return supporter


def in_touch_with(supporter) -> list[Match]:
    """Whom they are in touch with: a name and how to reach them. Nothing of the case is on it."""
    found = supporter.matches.filter(ended_at=None).order_by("matched_at", "id")
    return list(found.select_related("case__person__user"))


def asked_lately(user, team, at: datetime):
    """Who was asked to come to a team in the last hours; to others than its own, only what they asked themselves."""
    found = ComeNow.objects.filter(team=team, asked_at__gt=at - SHOWN_FOR).select_related("to", "asked_by")
    return found if can_see_who_was_asked(user, team) else found.filter(asked_by=user)
