"""Which pages of this room are told of only while they open (people/hearing.py).

A competent person decides about the safety regulator without being let into the report.
"""

import re

from incidents.models import Concern, Incident, RiddorDecision
from people.hearing import only_while_open

REFERENCE = re.compile(r"AC-\w{4}-\w{4}")


def register():
    only_while_open("/incidents/", Incident.objects.visible_to, by="reference", row=REFERENCE)
    only_while_open("/incidents/", _for_riddor, by="reference", ending="/riddor/", row=REFERENCE)
    only_while_open("/incidents/concerns/", Concern.objects.visible_to)


def _for_riddor(user):
    decided = RiddorDecision.objects.visible_to(user).values("incident")
    return Incident.objects.filter(pk__in=decided) | Incident.objects.visible_to(user)
