"""Who hears of a promise: its owner, and if they do not keep it their deputy and managers (R10, R84).

Nobody hears of it who was hurt or saw it, is said to have done it, is away or gone, or may not open the case.
"""

from collections import defaultdict
from functools import cached_property

from incidents.models import AllegedPerpetrator, InvolvedPerson
from people.lines import line_above
from people.models import Cover, User
from support.models import Case


class Ladders:
    """The ladders of many cases, found together. Made afresh for each batch, so that nothing grows old."""

    def __init__(self, case_ids, on):
        self.case_ids, self.on = set(case_ids), on
        self._lines, self._open_to = {}, {}

    def of(self, case_id, owner: User) -> list[User]:
        """From the owner upwards. For somebody away their stand-in; for one who may not hear, nobody."""
        case = self._cases[case_id]
        line = [owner, *self._line(case), case.incident.sealed_to]
        here = dict.fromkeys(self._away.get(one.pk, one) for one in line if one)
        return [one for one in here if one and self._may_hear(one, case)]

    def _line(self, case):
        """One question a manager and team, not one a case."""
        manager = case.person.user.manager if case.person.user else None
        key = (manager, case.team)
        if key not in self._lines:
            self._lines[key] = line_above(manager, case.team, on=self.on)
        return self._lines[key]

    def _may_hear(self, user, case):
        return (
            user.is_active
            and user.pk not in self._involved[case.person.incident_id]
            and case.pk in self._opens(user)
        )

    def _opens(self, user):
        if user not in self._open_to:
            theirs = Case.objects.visible_to(user).filter(pk__in=self.case_ids)
            self._open_to[user] = set(theirs.values_list("pk", flat=True))
        return self._open_to[user]

    @cached_property
    def _cases(self):
        wanted = ("person__user__manager", "person__incident__sealed_to", "team__site")
        return Case.objects.select_related(*wanted).in_bulk(self.case_ids)

    @cached_property
    def _involved(self):
        incidents = {case.person.incident_id for case in self._cases.values()}
        found = defaultdict(set)
        for model in (InvolvedPerson, AllegedPerpetrator):
            for incident, user in model.objects.filter(incident__in=incidents).values_list(
                "incident_id", "user_id"
            ):
                found[incident].add(user)
        return found

    @cached_property
    def _away(self):
        covers = Cover.objects.filter(starts_on__lte=self.on, ends_on__gte=self.on).select_related(
            "covered_by"
        )
        return {cover.user_id: cover.covered_by for cover in covers}
