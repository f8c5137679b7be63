"""What the audit room puts on the home page: the newest figures, for those who read figures."""

from django.urls import reverse

from audit.access import can_see_board
from audit.deadlines import next_publication
from audit.models import Publication


def panels(user, at) -> list[dict]:
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
