"""How many colleagues wanted each kind of help in a month, and for how many it was arranged (R13, R104, R118).

True numbers: they leave this room only hidden and rounded, with the month's publication.
"""

from collections import defaultdict
from datetime import date

from django.db.models import Exists, OuterRef, Q

from audit.deadlines import span
from support.directory.needs import NEEDS
from support.models import Case, Help, HelpStep, Promise, StageMove
from support.workflow import CaseStatus, HelpStatus, HelpStepStatus, StageStatus

COUNTED = {need.key: need.short for need in NEEDS.values() if need.suggestions or need.stages or need.tracks}
Numbers = dict[str, tuple[int, int | None]]


def wanted(month: date) -> Numbers:
    """Colleagues, each once a need. More than one can want the same thing, and one can want several."""
    return {key: (len(cases), None) for key, (cases, _) in by_need(*span(month)).items()}


def arranged(month: date) -> Numbers:
    """Of those, for how many something was arranged before the month was over."""
    return {key: (len(done), len(cases)) for key, (cases, done) in by_need(*span(month)).items()}


def by_need(start, end):
    """Need to (cases that wanted it within that time, those of them for whom it was arranged before it was over)."""
    found = {key: (set(), set()) for key in COUNTED}
    for sources in (_suggested(start, end), _accepted(start, end), _opened(start, end)):
        for need, case, is_done in sources:
            found[need][0].add(case)
            if is_done:
                found[need][1].add(case)
    return found


def _suggested(start, end):
    needs = _needs("suggestions", prefix="do.")
    rows = Promise.objects.filter(_in(start, end, "opens_at"), _ours("case"), key__in=needs)
    for key, case, kept_at in rows.values_list("key", "case", "kept_at"):
        yield from ((need, case, kept_at is not None and kept_at < end) for need in needs[key])


def _accepted(start, end):
    """A stage that is voluntary counts when they said yes to it, and as arranged once a time was agreed."""
    needs = _needs("stages")
    agreed = StageMove.objects.filter(
        stage=OuterRef("stage"), moved_to__in=(StageStatus.BOOKED, StageStatus.HELD), at__lt=end
    )
    rows = StageMove.objects.filter(
        _in(start, end, "at"), _ours("stage__case"), stage__key__in=needs, moved_to=StageStatus.ACCEPTED
    ).annotate(is_done=Exists(agreed))
    for key, case, is_done in rows.values_list("stage__key", "stage__case", "is_done"):
        yield from ((need, case, is_done) for need in needs[key])


def _opened(start, end):
    needs = _needs("tracks")
    done = HelpStep.objects.filter(help=OuterRef("pk"), status=HelpStepStatus.DONE, settled_at__lt=end)
    rows = Help.objects.filter(_in(start, end, "opened_at"), _ours("case"), track__in=needs)
    rows = rows.exclude(status=HelpStatus.DECLINED).annotate(is_done=Exists(done))
    for key, case, is_done in rows.values_list("track", "case", "is_done"):
        yield from ((need, case, is_done) for need in needs[key])


def _needs(source, prefix=""):
    """What shows a need, to the needs it shows."""
    found = defaultdict(list)
    for need in NEEDS.values():
        for key in getattr(need, source):
            found[prefix + key].append(need.key)
    return dict(found)


def _in(start, end, field):
    return Q(**{f"{field}__gte": start, f"{field}__lt": end})


def _ours(case):
    """Reported twice they count once; who declined wants nothing now; imported ones were never asked."""
    left_out = (CaseStatus.MERGED, CaseStatus.DECLINED)
    counted = Case.objects.exclude(status__in=left_out).exclude(person__incident__channel="imported")
    return Q(**{f"{case}__in": counted.values("pk")})
