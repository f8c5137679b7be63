"""Who employs a colleague: a contractor of the register, a name as it was typed, or the organisation itself."""

from django.db import transaction

from people import access
from people.access import require
from people.models import Contractor, User
from people.trail import record


@transaction.atomic
def say_employer(
    user: User, *, by: User, working_as: str, contractor: Contractor | None, employer: str
) -> User:
    """How somebody works here, and for whom (R16)."""
    require(access.can_administer(by))
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    user.working_as = working_as
    user.employer, user.contractor = employed_by(employer, contractor)
    user.save()
    record("person.changed", by=by, subject=user, why="Employer")
    return user


def employed_by(employer: str, contractor: Contractor | None = None) -> tuple[str, Contractor | None]:
    """(employer, contractor) as an account keeps them: a name that is on the register is that contractor; a name that
    is not is kept as it was typed."""
    contractor = contractor or Contractor.objects.named(employer)
    return (employer or str(contractor or "")), contractor
