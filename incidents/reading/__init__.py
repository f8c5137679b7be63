"""How reports are read: lists, and the doors through which a report is opened."""

from incidents.reading.evidence import (
    earlier,
    listed_evidence,
    listed_footage,
    one_of_evidence,
    one_of_footage,
    one_precaution,
    open_evidence,
    precautions_about,
)
from incidents.reading.exports import HandedOut, batches, hand_out
from incidents.reading.lists import ORDERS, ROWS, Page, browse
from incidents.reading.patience import TookTooLong
from incidents.reading.reports import mine, open_incident
from incidents.reading.riddor import decision_about, open_for_riddor
from incidents.reading.trends import trends, trends_behind

__all__ = [
    "ORDERS",
    "ROWS",
    "HandedOut",
    "Page",
    "TookTooLong",
    "batches",
    "browse",
    "earlier",
    "hand_out",
    "listed_evidence",
    "listed_footage",
    "mine",
    "one_of_evidence",
    "one_of_footage",
    "one_precaution",
    "open_evidence",
    "decision_about",
    "open_for_riddor",
    "open_incident",
    "precautions_about",
    "trends",
    "trends_behind",
]
