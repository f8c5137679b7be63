"""What the page of a case says of the way in for somebody without an account."""

from support import door


def shown(case, user, at):
    """Context of support/case/_door.html: nothing for somebody who has an account."""
    if case.person.user_id or not case.person.is_named:
        return {}
    return {
        "link": {
            "address": bool(door.address_of(case)),
            "newest": case.doors.filter(purpose=door.OWN).first(),
        }
    }
