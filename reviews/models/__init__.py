"""Panels, what they review, and what they ask to be done."""

from reviews.models.actions import Action
from reviews.models.items import AgendaItem
from reviews.models.panels import Meeting, Panel
from reviews.models.prints import Print
from reviews.models.rounds import ReflectiveRound

__all__ = ["Action", "AgendaItem", "Meeting", "Panel", "Print", "ReflectiveRound"]
