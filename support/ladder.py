"""Who hears of a promise: its owner, and if they do not keep it their deputy and managers (R10, R84).

Nobody hears of it who may not open the case: access.py shuts out who was hurt or saw it, who is said to have
done it and who has left. Somebody away is passed over too.
"""

from functools import cached_property

from people.lines import line_above
from people.models import Cover, User
from support.models import Case
from support.owed import kind_of


class Ladders:
    """The ladders of many cases, found together. Made afresh for each batch, so that nothing grows old."""

    def __init__(self, case_ids, on):
        self.case_ids, self.on = set(case_ids), on
        self._lines, self._open_to = {}, {}

    def of(self, promise, owner: User) -> list[User]:
        """From the owner upwards. For somebody away their stand-in; for one who may not hear, nobody.

        The first of them may be somebody who opens only what the promise is about, and not the case.
        """
        case = self._cases[promise.case_id]
        line = [owner, *self._line(case), case.incident.sealed_to, case.incident.protected_to]
        there = dict.fromkeys(self._away.get(one.pk, one) for one in line if one)
        here = [one for one in there if one and one.pk not in self._away]
        opens_it = kind_of(promise.key).is_open_to
        apart = self._away.get(owner.pk, owner)
        return [
            one
            for one in here
            if case.pk in self._opens(one) or (opens_it and one == apart and opens_it(one, promise))
        ]

    def _line(self, case):
        """One question a manager and team, not one a case."""
        manager = case.person.user.manager if case.person.user else None
        key = (manager, case.team)
        if key not in self._lines:
            self._lines[key] = line_above(manager, case.team, on=self.on)
        return self._lines[key]

    def _opens(self, user):
        if user not in self._open_to:
            theirs = Case.objects.visible_to(user).filter(pk__in=self.case_ids)
            self._open_to[user] = set(theirs.values_list("pk", flat=True))
        return self._open_to[user]

    @cached_property
    def _cases(self):
        wanted = (
            "person__user__manager",
            "person__incident__sealed_to",
            "person__incident__protected_to",
            "team__site",
        )
        return Case.objects.select_related(*wanted).in_bulk(self.case_ids)

    @cached_property
    def _away(self):
        covers = Cover.objects.filter(starts_on__lte=self.on, ends_on__gte=self.on).select_related(
            "covered_by"
        )
        return {cover.user_id: cover.covered_by for cover in covers}
