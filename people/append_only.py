"""Tables whose rows are written once: the database itself refuses UPDATE and DELETE.

Row triggers do not fire on TRUNCATE, so a test database can still be flushed; in production the application's
database role must not own the tables (README, "Deploy").
"""

import pgtrigger


def refuse_changes():
    return pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


def keep_history(model):
    """Make the history table of a model with HistoricalRecords append-only."""
    pgtrigger.register(refuse_changes())(model.history.model)
