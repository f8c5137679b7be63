"""What guards the invented trust: an opening in an emergency that was looked at, another that waits, and a panel member
who takes no part in one review."""

from datetime import timedelta

from reviews import conflicts
from reviews.models import AgendaItem
from support.actions.emergency import break_glass, look_at_emergency
from support.models import BreakGlass, Case


def safeguards(story) -> None:
    people, now = story.people, story.now
    opened = [
        (5, "Owen", "She rang the ward in tears at night and her manager could not be reached"),
        (1, "Tom", "He did not arrive for his shift and nobody can reach him or his manager"),
    ]
    for days, by, why in opened:
        at = now - timedelta(days=days)
        theirs = Case.objects.filter(status="open", person__user__isnull=False, opened_at__lt=at)
        case = theirs.exclude(lead=people[by]).order_by("-opened_at").first()
        if case:
            break_glass(case.person.user, by=people[by], why=why, at=at)
    first = BreakGlass.objects.order_by("opened_at").first()
    if first:
        look_at_emergency(first, by=people["Iris"], verdict="right", at=now - timedelta(days=3))
    item = AgendaItem.objects.visible_to(people["Milo"]).exclude(meeting=None).order_by("-added_at").first()
    if item:
        conflicts.declare(item, by=people["Milo"], why="works", at=now - timedelta(days=2))
