"""How reports are read: lists, and the doors through which a report is opened."""

from incidents.reading.reports import ROWS, Page, browse, mine, open_incident

__all__ = ["ROWS", "Page", "browse", "mine", "open_incident"]
