"""Publishing the pathway: the table is copied into a version that the database keeps from changing (R25)."""

from dataclasses import asdict

from django.db import connection, transaction

from support import pathway
from support.models import PathwayVersion, StageRule


def as_rules() -> list[dict]:
    """The table as it is frozen in a version: plain values, one dict a stage."""
    return [
        {
            "key": stage.key,
            "order": order,
            "opens_after": stage.opens,
            "closes_after": stage.closes,
            "owes": stage.owes,
            "led_by": [str(role) for role in stage.roles],
            "trained_in": [str(kind) for kind in stage.training],
            "prompts": [_plain(prompt) for prompt in stage.prompts],
        }
        for order, stage in enumerate(pathway.STAGES.values(), 1)
    ]


def in_force() -> PathwayVersion:
    """The version that a case opened now stands on; the first one is published when there is none."""
    return PathwayVersion.objects.prefetch_related("rules").order_by("-number").first() or publish()


@transaction.atomic
def publish(*, at=None) -> PathwayVersion:
    """Freeze the table as a new version. The one in force is given back when it says the same already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('pathway', 0))")
    latest = PathwayVersion.objects.order_by("-number").first()
    rules = as_rules()
    if latest and latest.check_in_weeks == pathway.CHECK_IN_WEEKS and _says(latest) == rules:
        return latest
    version = PathwayVersion(number=latest.number + 1 if latest else 1, check_in_weeks=pathway.CHECK_IN_WEEKS)
    if at:
        version.published_at = at
    version.save()
    StageRule.objects.bulk_create(StageRule(version=version, **rule) for rule in rules)
    return version


def _says(version):
    names = list(as_rules()[0])
    return list(version.rules.order_by("order").values(*names))


def _plain(prompt):
    plain = asdict(prompt)
    plain["choices"] = [list(pair) for pair in prompt.choices]
    plain["suggests"] = {answer: list(keys) for answer, keys in prompt.suggests.items()}
    return plain | {name: [str(one) for one in plain[name]] for name in ("rows", "needed_for")}
