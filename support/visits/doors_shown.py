"""What the page of a case says of somebody's own page: the way in without an account, and what they have read."""

from support.own.leaflets import LEAFLETS
from support.visits import door


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


def leaflets(case, user, at):
    """Context of support/case/_leaflets.html: what they were shown, and what they say they have read (R17, R53)."""
    return {"read": [(LEAFLETS[one.key], one) for one in case.leaflets.all() if one.key in LEAFLETS]}
