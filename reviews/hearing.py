"""Which pages of this room are told of only while they open (people/hearing.py)."""

import re

from people.hearing import ID, only_while_open
from reviews.models import Action, AgendaItem

ITEM = re.compile(f"(?<=/items/){ID.pattern}")


def register():
    only_while_open("/reviews/actions/", Action.objects.visible_to)
    only_while_open("/reviews/meetings/", AgendaItem.objects.visible_to, row=ITEM)
