"""What a report said before it was corrected, from its history."""

from incidents import access, causes
from incidents.forms.question import in_words
from incidents.forms.records import AmendForm
from incidents.models import Incident
from incidents.models.incidents import version_of
from incidents.workflow import Status

MOST = 50


def of(incident, reader) -> list[dict]:
    """Every change, newest first: when, by whom, and each fact with what it said before and after.

    Whoever may not know who made the report does not learn it here either. Where it stands and what lay behind it are
    said by those who look after it, so that name is theirs in that part and says nothing of who reported it.
    """
    kept = list(
        incident.history.select_related("history_user").order_by("-history_date", "-history_id")[: MOST + 1]
    )
    names_reporter = access.can_know_reporter(reader, incident)
    changes = []
    for after, before in zip(kept, kept[1:], strict=False):
        handled = [fact for name in HANDLED if (fact := _changed(name, before, after))]
        facts = [fact for name in Incident.AMENDABLE if (fact := _changed(name, before, after))]
        by_reporter = after.history_user_id is not None and after.history_user_id == incident.reporter_id
        if handled or facts:
            hidden = by_reporter and facts and not names_reporter
            facts = handled + facts
            who = "The person who reported it" if hidden else str(after.history_user or "Aftercare")
            changes.append({"at": after.history_date, "by": who, "facts": facts})
    return changes


def merged(incident, version, facts: dict) -> dict:
    """These facts, but what their writer left as it was in the version they saw stands as the report has it
    now."""
    seen = next((row for row in incident.history.all() if version_of(row) == version), None)
    untouched = {name for name, value in facts.items() if seen and getattr(seen, name) == value}
    return {name: getattr(incident, name) if name in untouched else value for name, value in facts.items()}


def differences(incident, facts: dict) -> list[dict]:
    """Where a report says something else than these facts, in words: what it says now, and what they say."""
    return [
        {
            "label": FIELDS[name].label,
            "before": in_words(FIELDS[name], old),
            "after": in_words(FIELDS[name], new),
        }
        for name, new in facts.items()
        if (old := getattr(incident, name)) != new
    ]


def _changed(name, before, after):
    old, new = getattr(before, name), getattr(after, name)
    if old == new:
        return None
    if name in HANDLED:
        label, words = HANDLED[name]
        return {"label": label, "before": words.get(old, ""), "after": words.get(new, "")}
    field = FIELDS[name]
    return {"label": field.label, "before": in_words(field, old), "after": in_words(field, new)}


HANDLED = {
    "status": ("Where it stands", dict(Status.choices)),
    "cause": ("What lay behind it", dict(causes.CHOICES)),
}
FIELDS = AmendForm().fields
