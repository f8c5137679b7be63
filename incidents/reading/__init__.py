"""How reports are read: lists, and the doors through which a report is opened."""

from incidents.reading.exports import HandedOut, batches, hand_out
from incidents.reading.lists import ORDERS, ROWS, Page, browse
from incidents.reading.patience import TookTooLong
from incidents.reading.reports import mine, open_incident

__all__ = [
    "ORDERS",
    "ROWS",
    "HandedOut",
    "Page",
    "TookTooLong",
    "batches",
    "browse",
    "hand_out",
    "mine",
    "open_incident",
]
