"""Which pathway is in force where, and publishing it: copied into a version that the database keeps from changing (R25).

What a release brings is published as a version of its own. It is in force until the trust, or a site, has edited the
pathway in the settings pages: then it waits there to be taken over on purpose (R121).
"""

from dataclasses import asdict

from django.db import connection, transaction

from support import pathway
from support.models import PathwayVersion, StageRule

# What a rule says, beside its key.
SAYS = (
    "key", "order", "is_on", "opens_after", "closes_after", "owes", "led_by", "trained_in", "prompts", "prompts_off",
)  # fmt: skip
# What a version says beside its rules.
BESIDE = ("check_in_weeks", "team_weeks", "signs")


def as_rules() -> list[dict]:
    """The table as it is frozen in a version: plain values, one dict a stage."""
    return [
        {
            "key": stage.key,
            "order": order,
            "is_on": True,
            "opens_after": stage.opens,
            "closes_after": stage.closes,
            "owes": stage.owes,
            "led_by": [str(role) for role in stage.roles],
            "trained_in": [str(kind) for kind in stage.training],
            "prompts": [_plain(prompt) for prompt in stage.prompts],
            "prompts_off": [],
        }
        for order, stage in enumerate(pathway.STAGES.values(), 1)
    ]


def in_force(site=None) -> PathwayVersion:
    """The version that a case opened now stands on, with its rules; the release's is published when there is none."""
    return PathwayVersion.objects.best_for(site).first() or publish()


def released() -> PathwayVersion:
    """What the newest release brought, in force or not."""
    return PathwayVersion.objects.filter(site=None, is_edited=False).order_by("-number").first() or publish()


def publish(*, at=None) -> PathwayVersion:
    """Freeze the table as the release's version. The latest is given back when it says the same already."""
    with transaction.atomic():
        lock()
        latest = PathwayVersion.objects.filter(site=None, is_edited=False).order_by("-number").first()
        said = {
            "rules": as_rules(),
            "check_in_weeks": list(pathway.CHECK_IN_WEEKS),
            "team_weeks": list(pathway.TEAM_WEEKS),
            "signs": list(pathway.LATE_SIGNS),
        }
        if latest and said == {"rules": rules_of(latest), **beside(latest)}:
            return latest
        return freeze(said, at=at)


def freeze(content: dict, *, at=None, **fields) -> PathwayVersion:
    """Write a version and its rules; the lock is held."""
    latest = PathwayVersion.objects.order_by("-number").first()
    said = {name: content[name] for name in BESIDE}
    version = PathwayVersion(number=latest.number + 1 if latest else 1, **said, **fields)
    if at:
        version.published_at = at
    version.save()
    StageRule.objects.bulk_create(StageRule(version=version, **rule) for rule in content["rules"])
    return version


def lock() -> None:
    """One at a time publishes, whoever it is; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('pathway', 0))")


def rules_of(version: PathwayVersion) -> list[dict]:
    return [{name: getattr(rule, name) for name in SAYS} for rule in version.rules.all()]


def beside(version: PathwayVersion) -> dict:
    return {name: list(getattr(version, name)) for name in BESIDE}


def _plain(prompt):
    plain = asdict(prompt)
    plain["choices"] = [list(pair) for pair in prompt.choices]
    plain["suggests"] = {answer: list(keys) for answer, keys in prompt.suggests.items()}
    return plain | {name: [str(one) for one in plain[name]] for name in ("rows", "needed_for")}
