"""What becomes of an impact statement when two reports of one thing become one."""

from support.models import Case, Statement


def carry(ended: Case, kept: Case) -> None:
    """It goes along, unless there is one already: then both stay, each where it was written."""
    if not Statement.objects.filter(case=kept).exists():
        Statement.objects.filter(case=ended).update(case=kept)
