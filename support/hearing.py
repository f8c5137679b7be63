"""Which pages of this room are told of only while they open (people/hearing.py).

Somebody may owe one thing about a case that they may not open: its page is asked for by itself.
"""

from people.hearing import only_while_open
from support.models import Acknowledgement, Case, Help, HelpTold, Session, SomebodyElse


def register():
    only_while_open("/support/cases/", Case.objects.visible_to)
    only_while_open("/support/cases/", SomebodyElse.objects.visible_to, by="case", ending="/another/")
    only_while_open("/support/cases/", Acknowledgement.objects.visible_to, by="case", ending="/acknowledge/")
    only_while_open("/support/help/", Help.objects.visible_to)
    only_while_open("/support/help/told/", HelpTold.objects.visible_to)
    only_while_open("/support/sessions/", Session.objects.visible_to)
