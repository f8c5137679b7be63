"""The screening questionnaire as the person sees it: whether it is offered, and what their own answers say (B13).

Ten items, yes or no. Six or more yes say "at risk", which is no diagnosis. The words of the items are the trust's,
under the licence it was given; there are none here.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q

from people.models import Entry, Role, User
from people.roles import RoleKind
from support.deadlines import LONDON
from support.models import Case, Screening, ScreeningConsent, ScreeningLicence, ScreeningOffer

FROM_DAY = 28
AT_RISK_FROM = 6
MOST_SHOWN = 20


@dataclass(frozen=True)
class Own:
    """What stands about it on somebody's own page. `last` is their newest answering, `opened` who has read it."""

    licence: ScreeningLicence
    last: "Answered | None"
    is_shared: bool
    is_declined: bool
    opened: list


@dataclass(frozen=True)
class Answered:
    screening: Screening

    @property
    def score(self) -> int:
        return sum(self.screening.answers)

    @property
    def is_at_risk(self) -> bool:
        return self.score >= AT_RISK_FROM

    @property
    def rows(self) -> list[tuple[str, bool]]:
        """Each item in the words they were asked in, and their answer."""
        return list(zip(self.screening.licence.items, self.screening.answers, strict=False))


def latest() -> ScreeningLicence | None:
    """What was entered last, switched on or off."""
    return ScreeningLicence.objects.select_related("set_by").first()


def in_force() -> ScreeningLicence | None:
    """The licence while it is switched on; None shows nothing anywhere."""
    last = latest()
    return last if last and last.is_on else None


def is_offered(case: Case, licence: ScreeningLicence, at: datetime) -> bool:
    """From the day that the licence says, counted from when it happened, and for as long as they like."""
    first = case.person.incident.occurred_on + timedelta(days=licence.from_day)
    return at >= datetime.combine(first, time(0), LONDON)


def own(cases: list[Case], oneself, at: datetime) -> dict:
    """Case to what stands about it on their own page; in a fixed number of questions, and none while it is off."""
    licence = in_force()
    offered = [case for case in cases if licence and is_offered(case, licence, at)]
    if not offered or getattr(oneself, "by_hand", False):
        return {}
    answered = {}
    for one in Screening.objects.filter(case__in=offered).select_related("licence").order_by("answered_at"):
        answered[one.case_id] = Answered(one)
    consents = ScreeningConsent.objects.filter(case__in=offered, withdrawn_at=None)
    shared = set(consents.values_list("case", flat=True))
    declined = set(
        ScreeningOffer.objects.filter(case__in=offered)
        .exclude(declined_at=None)
        .values_list("case", flat=True)
    )
    opened = _opened([one.screening for one in answered.values()])
    return {
        case.pk: Own(
            licence=licence,
            last=answered.get(case.pk),
            is_shared=case.pk in shared,
            is_declined=case.pk in declined,
            opened=opened.get(str(answered[case.pk].screening.pk), []) if case.pk in answered else [],
        )
        for case in offered
    }


def _opened(screenings):
    """Who has read their answers and when: they can see it."""
    found = defaultdict(list)
    entries = Entry.objects.filter(
        subject_kind="support.screening",
        subject_id__in=[str(one.pk) for one in screenings],
        event="screening.read",
    )
    for entry in entries.select_related("by").order_by("-at")[:MOST_SHOWN]:
        found[entry.subject_id].append(entry)
    return found


def readers(case: Case):
    """Those of occupational health over their team who may read what is shared."""
    over = Q(team=case.team_id) | Q(site=case.team.site_id) | Q(team=None, site=None)
    health = Role.objects.current().filter(over, kind=RoleKind.OCCUPATIONAL_HEALTH)
    shared = Screening.objects.filter(case=case)
    return [
        user
        for user in User.objects.filter(pk__in=health.values("user"), is_active=True)
        if shared.visible_to(user).exists()
    ]
