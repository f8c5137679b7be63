"""What the contractor who employs a colleague has promised, for whoever looks after them and for themselves (R16).

Nothing here tells the contractor anything: they hear of no case, and nobody of theirs opens one.
"""

from datetime import datetime

from people.models import Contractor
from support.models import Case

ASK_COLLEAGUE = (
    "Do they know of this support, and would they like it besides ours?",
    "Who pays them while they are away, and do they need help with that?",
    "May their employer be told, by whom, and how much?",
)
ASK_CONTACT = (
    "How do your staff reach support after an incident, and when is it open?",
    "How long is the wait, and what does it cost them?",
    "Is leave after an incident paid?",
)


def shown(case: Case, user, at: datetime) -> dict:
    """On the page of a case: the row of the register, or the employer as it was typed."""
    person = case.person
    contractor = Contractor.objects.filter(pk=person.works_for_id).first() if person.works_for_id else None
    context = {"contractor": contractor}
    if contractor:
        return context | {
            "contractor_stale": contractor.is_stale(at),
            "ask_colleague": ASK_COLLEAGUE,
            "ask_contact": ASK_CONTACT if contractor.contact else (),
        }
    return context | {"other_employer": person.user.employer if person.user else ""}


def own(cases, oneself, at) -> dict:
    """On somebody's own page: how they reach their employer's support. One query, and none for those whom we employ."""
    theirs = {case.pk: case.person.works_for_id for case in cases if case.person.works_for_id}
    contractors = Contractor.objects.in_bulk(set(theirs.values())) if theirs else {}
    return {case: {"contractor": contractors[pk]} for case, pk in theirs.items()}
