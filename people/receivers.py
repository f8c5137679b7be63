"""What this room does itself when somebody leaves or a role ends."""

from people import access
from people.contractors.actions import pass_on
from people.models import User


def pass_on_contractors_of(sender, *, user, by, at, **kwargs):
    """Rows of the register that they may keep no longer pass to whoever answers for it."""
    if not access.can_keep_contractors(User.objects.get(pk=user.pk)):
        pass_on(user, by=by, at=at)
