"""No change without its entry in the trail, and no entry without its change (security.md D7)."""

from datetime import date

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from incidents import actions as incidents
from incidents import reading
from people import actions as people
from people import trail
from people.models import Entry, Heartbeat
from people.roles import RoleKind
from reviews import actions as reviews
from support import actions as support
from support.models import Case

pytestmark = [pytest.mark.fault, pytest.mark.claim("D7")]


class Scene:
    """A report with its case, and the cast: what an act may be done to."""

    def __init__(self, trust, report):
        self.trust, self.incident = trust, report()
        self.case = Case.objects.get(person__incident=self.incident)
        self.report = report


def said_no(on):
    support.decline_support(on.case, by=on.trust.nneka)


def all_done(on):
    on.case.promises.update(kept_at=timezone.now(), chase_at=None)


class NoTrail(DatabaseError):
    pass


# One act a line, each as the person who may do it. What has to be there before stands in BEFORE.
ACTS = {
    "report": lambda on: on.report(),
    "amend": lambda on: incidents.amend(
        on.incident, by=on.trust.nneka, version=on.incident.version, what_happened="It was Bay 4."
    ),
    "move": lambda on: incidents.move(on.incident, by=on.trust.maya, to="reviewing"),
    "read": lambda on: reading.open_incident(on.trust.maya, on.incident.reference),
    "download": lambda on: reading.hand_out(on.trust.maya, wanted={}, kind="csv"),
    "save view": lambda on: incidents.save_view(by=on.trust.maya, name="Mine", query="kind=verbal"),
    "record stage": lambda on: support.record_stage(
        on.case,
        "defusing",
        by=on.trust.maya,
        outcome="declined",
        answers={},
        reason="own_choice",
        next_step="nothing",
    ),
    "hand over": lambda on: support.hand_over(
        on.case, on.trust.ruth, "She knows her better", by=on.trust.maya
    ),
    "check in": lambda on: support.record_check_in(on.case, 1, by=on.trust.maya, status="no_answer"),
    "answer": lambda on: support.answer_check_in(on.case, 1, by=on.trust.nneka, feeling="worse"),
    "decline": lambda on: support.decline_support(on.case, by=on.trust.nneka),
    "accept": lambda on: support.accept_support(on.case, by=on.trust.nneka),
    "come back": lambda on: support.accept_support(on.case, by=on.trust.nneka),
    "ask for a call": lambda on: support.ask_for_call(on.case, by=on.trust.nneka),
    "close": lambda on: support.close_case(on.case, by=on.trust.maya),
    "give role": lambda on: people.give_role(on.trust.will, by=on.trust.ade, kind=RoleKind.HR),
    "end role": lambda on: people.end_role(on.trust.hana.roles.get(), by=on.trust.ade),
    "add person": lambda on: people.add_person(by=on.trust.ade, email="new@trust.example", first_name="New"),
    "arrange cover": lambda on: people.arrange_cover(
        on.trust.maya, by=on.trust.ade, starts_on=date(2030, 1, 1), ends_on=date(2030, 1, 2)
    ),
    "end account": lambda on: people.end_account(on.trust.hana, by=on.trust.ade),
    "make panel": lambda on: reviews.make_panel(
        by=on.trust.viv, site=on.trust.general, name="Weekly panel", rhythm="ad_hoc"
    ),
}
BEFORE = {"come back": said_no, "close": all_done}


@pytest.fixture
def scene(trust, report, request):
    scene = Scene(trust, report)
    BEFORE.get(request.getfixturevalue("act"), lambda on: None)(scene)
    return scene


def everything():
    """A hash of every table there is."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT md5(string_agg(row::text, '' ORDER BY row::text)) FROM {table} AS row")
            found[model] = cursor.fetchone()[0]
    return found


@pytest.mark.parametrize("act", ACTS)
def test_without_its_entry_in_the_trail_an_act_leaves_nothing_behind(scene, act, monkeypatch):
    def refuse(*args):
        raise NoTrail

    monkeypatch.setattr(trail, "_entry", refuse)
    before = everything()

    with pytest.raises(NoTrail), transaction.atomic():
        ACTS[act](scene)

    assert everything() == before


@pytest.mark.parametrize("act", ACTS)
def test_every_act_leaves_a_change_and_an_entry(scene, act):
    before, entries = everything(), Entry.objects.count()

    ACTS[act](scene)

    changed = {model for model, then in everything().items() if then != before[model]}
    assert Entry.objects.count() > entries
    assert changed - {Entry, Heartbeat} or act in ("read", "download")
