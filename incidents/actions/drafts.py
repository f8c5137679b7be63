"""A report that is being written: begun, or thrown away by its writer."""

from uuid import UUID

from django.db import transaction

from incidents import access
from incidents.models import Draft
from people.access import require
from people.models import User


def start_draft(key: UUID, *, by: User) -> None:
    """A report is begun. Sent twice, it is begun once; a key that is somebody else's stays theirs."""
    require(access.can_report(by))
    Draft.objects.bulk_create([Draft(pk=key, by=by)], ignore_conflicts=True)


@transaction.atomic
def discard_draft(draft: Draft, *, by: User) -> None:
    """Thrown away by its writer: nothing of it is kept, and no entry names what was never reported."""
    require(draft.by_id == by.pk)
    draft.delete()
