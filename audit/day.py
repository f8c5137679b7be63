"""What the audit room puts on the home page: the newest figures for those who read figures, and what everybody is asked.

What somebody owes in this room stands there with everything else they owe (incidents/day.py).
"""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse

from audit.access import can_see_board
from audit.deadlines import next_publication
from audit.models import Consultation, Publication
from audit.registers import stands
from people.deadlines import LONDON

# So long after its end people are led to what a consultation changed.
TOLD_FOR = timedelta(days=30)
MOST = 3


def panels(user, at) -> list[dict]:
    return [*_figures(user, at), *_asked(user, at)]


def _asked(user, at):
    on = at.astimezone(LONDON).date()
    open_now = Q(ended_at=None, opens_on__lte=on, closes_on__gte=on)
    found = Consultation.objects.visible_to(user).filter(open_now | Q(ended_at__gt=at - TOLD_FOR))
    rows = [
        {
            "text": one.title,
            "hint": stands(one, on)[1],
            "href": reverse("audit:consultation", args=[one.pk]),
            "state": "",
        }
        for one in found.unfinished_first().defer("said", "because")[:MOST]
    ]
    if not rows:
        return []
    more = (reverse("audit:consultations"), "All that staff and unions were asked")
    return [{"title": "Have your say", "empty": "", "rows": rows, "more": more, "urgent": 70}]


def _figures(user, at):
    if not can_see_board(user):
        return []
    rows = [
        {
            "text": f"Figures for {publication.month:%B %Y}",
            "hint": f"Published {publication.at:%-d %B %Y}",
            "href": reverse("audit:board"),
            "state": "",
        }
        for publication in Publication.objects.all()[:1]
    ]
    return [
        {
            "title": "Is support given to everyone, in time?",
            "empty": f"The first figures come out on {next_publication(at):%-d %B %Y}.",
            "rows": rows,
            "more": (reverse("audit:measures"), "All measures"),
            "urgent": 90,
        }
    ]
