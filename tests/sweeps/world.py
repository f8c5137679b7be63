"""One record of everything, with a canary in each text: words that must not reach anybody they are not for."""

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

from django.utils import timezone

from audit import comments, consultations, policies
from audit.actions import publish_month
from audit.deadlines import month_before, month_of
from audit.equity.counting import AFFECTED, SHARES
from audit.equity.hiding import shown
from audit.models import Release
from incidents import actions as incidents
from incidents import drafting
from incidents.actions import Affected, Alleged
from incidents.actions import confidential as writing
from incidents.actions.delivering import deliver
from incidents.actions.handovers import hand_over
from incidents.cleaning import Clean
from incidents.confidential.slots import next_slot
from incidents.models import ConfidentialReport
from people import actions as people
from people.contractors.actions import add_contractor
from people.contractors.employers import say_employer
from people.equality.keeping import keep_answers
from people.models import Import, ImportRow
from people.roles import RoleKind
from reviews import actions as reviews
from reviews import conflicts, sbar
from reviews.rounds import plan_round
from support import actions as support
from support.actions.emergency import break_glass
from support.models import BreakGlass, Help, LearntTopic, TeamCheckIn
from support.visits import door as doors
from tests.factories import RoleFactory, UserFactory

HAPPENED, PLACE, STRANGER, CONTACT, ALLEGED = (
    "canary-happened",
    "canary-place",
    "canary-stranger",
    "canary-contact",
    "canary-alleged",
)
SEALED, DRAFT, REVIEW, ACTION, ROW = (
    "canary-sealed",
    "canary-draft",
    "canary-review",
    "canary-action",
    "canary-row",
)

CONFIDED = "canary-confided"
EVIDENCE, SHOWS, FOOTAGE, PERSON, FACTS = (
    "canary-evidence",
    "canary-shows",
    "canary-footage",
    "canary-person",
    "canary-facts",
)

THE_REPORT = {"nneka", "maya", "dev", "ruth", "viv", "chi", "cora", "milo"}
LOOK_AFTER = {"maya", "dev", "ruth", "viv"}
PANEL = {"chi", "cora", "milo", "viv"}
RUN_PANEL = {"chi", "cora"}

VIEW = "canary-view"
ANSWER, UPDATE, LEARNT, SERIES, MOVED = (
    "canary-answer",
    "canary-update",
    "canary-learnt",
    "canary-series",
    "canary-moved",
)
INJURY, REGULATOR, ELSEWHERE, STEP = "canary-injury", "canary-regulator", "canary-elsewhere", "canary-step"

GLASS = "canary-glass, she may come to harm"

WRITTEN, SHARED = "canary-written", "canary-shared"
CONCERN, COMPLAINT, REPLY = "canary-concern", "canary-complaint", "canary-reply"

CLAIM, HEALTH, WISH = "canary-claim", "canary-health", "canary-counsel"

APART = "canary-apart"

REACH, LIAISON = "canary-reach", "canary-liaison"

ROOM = "canary-room"

TREND = "canary-trend"

REACHED_AT, ITEM = "canary-wished-at", "canary-item"

POLICY, SAID, COMMENT, ANSWERED = "canary-policy", "canary-said", "canary-comment", "canary-reckoned"
# Everybody is asked; only her own page shows what she chose.
CHOSEN = 'value="sikh" checked'
PROOF = "canary-proof"

FIRM, FIRM_CONTACT = "canary-firm-help", "canary-firm-contact"

# Each canary and everybody whose pages may hold it.
MAY_READ = {
    ROOM: {"nneka", "frank"} | LOOK_AFTER,
    REACH: {"nneka", "una"},
    LIAISON: {"maya", "dev", "ruth", "owen", "viv", "sasha", "gita", "karl"},
    HAPPENED: THE_REPORT,
    PLACE: THE_REPORT,
    STRANGER: {"nneka"} | LOOK_AFTER,
    CONTACT: {"nneka"} | LOOK_AFTER,
    ALLEGED: {"nneka"} | LOOK_AFTER,
    SEALED: {"omar", "sasha"},
    CONFIDED: {"sasha"},
    DRAFT: {"nneka"},
    VIEW: {"maya"},
    REVIEW: PANEL,
    ACTION: PANEL | {"will"},
    ROW: {"viv"},
    INJURY: THE_REPORT | {"hal"},
    REGULATOR: {"viv", "hal"},
    ELSEWHERE: LOOK_AFTER,
    STEP: LOOK_AFTER | {"karl"},
    EVIDENCE: {"nneka"} | LOOK_AFTER,
    SHOWS: {"nneka"} | LOOK_AFTER,
    FOOTAGE: {"nneka"} | LOOK_AFTER,
    PERSON: LOOK_AFTER | RUN_PANEL,
    FACTS: LOOK_AFTER | RUN_PANEL,
    ANSWER: {"nneka"} | LOOK_AFTER | RUN_PANEL,
    UPDATE: {"nneka", "petra"} | LOOK_AFTER,
    LEARNT: LOOK_AFTER,
    SERIES: THE_REPORT - {"nneka"},
    MOVED: LOOK_AFTER,
    GLASS: {"iris", "maya"},
    CONCERN: {"nneka", "gita"},
    COMPLAINT: {"petra", "ruth"},
    REPLY: {"petra", "ruth"},
    WRITTEN: {"nneka"},
    APART: {"nneka"} | LOOK_AFTER,
    CLAIM: {"nneka", "hana"} | LOOK_AFTER,
    HEALTH: {"nneka"},
    WISH: {"nneka"},
    SHARED: {"nneka", "maya"},
    REACHED_AT: {"nneka"} | LOOK_AFTER,
    CHOSEN: {"nneka"},
    TREND: THE_REPORT | {"owen", "sasha", "karl", "bea", "al", "una"},
    ITEM: {"nneka", "olive", "ade", "karl"},
    POLICY: {"viv", "ade", "karl", "hana", "bea", "al", "una", "owen"},
    SAID: {"viv", "ade", "karl", "owen"},
    COMMENT: {"una", "bea", "viv", "karl"},
    ANSWERED: {"una", "bea", "viv", "karl"},
    PROOF: {"nneka"} | LOOK_AFTER,
    FIRM: {"nneka", "hana", "ade", "karl"} | LOOK_AFTER,
    FIRM_CONTACT: {"hana", "ade", "karl"} | LOOK_AFTER,
}


def build(trust):
    """The world, with Karl in it: he is said to have done it, and holds every role that opens doors."""
    w = SimpleNamespace(trust=trust)
    karl = trust.karl = UserFactory(first_name="Karl", last_name="Accused", team=trust.elm_ward)
    RoleFactory(user=karl, kind=RoleKind.LINE_MANAGER, team=trust.elm_ward)
    for kind in (RoleKind.PANEL_CHAIR, RoleKind.PREVENTION_LEAD, RoleKind.ADMINISTRATOR):
        RoleFactory(user=karl, kind=kind)
    trust.hal = UserFactory(first_name="Hal", last_name="Whitlock")
    RoleFactory(user=trust.hal, kind=RoleKind.HEALTH_SAFETY)
    gone = trust.leaver = UserFactory(first_name="Leah", last_name="Leaver", is_active=False)
    RoleFactory(user=gone, kind=RoleKind.PREVENTION_LEAD)

    facts = {"kinds": ["physical"], "occurred_on": timezone.localdate(), "team": trust.elm_ward}
    w.incident = incidents.report(
        by=trust.nneka,
        affected=[
            Affected("harmed", user=trust.nneka),
            Affected("witness", user=trust.petra),
            Affected("responder", name=STRANGER, contact=CONTACT),
        ],
        alleged=[Alleged("colleague", user=karl), Alleged("colleague", identifier=ALLEGED)],
        what_happened=HAPPENED,
        place=PLACE,
        injuries=INJURY,
        **facts,
    )
    w.case = w.incident.involved.get(user=trust.nneka).case
    support.ask_for_somebody_else(w.case, by=trust.nneka, why="uneasy")
    support.keep_version(w.case, by=trust.nneka, words=SHARED)
    w.statement = support.share_statement(w.case, by=trust.nneka, to=trust.maya)
    support.write_statement(w.case, by=trust.nneka, words=WRITTEN)
    w.sealed = incidents.report(
        by=trust.omar,
        affected=[Affected("harmed", user=trust.omar)],
        alleged=[Alleged("patient")],
        sealed_to=trust.sasha,
        what_happened=SEALED,
        **facts | {"kinds": ["sexual_harassment"], "team": trust.oak_ward},
    )
    w.sealed_case = w.sealed.involved.get().case
    w.view = incidents.save_view(by=trust.maya, name=VIEW, query="kind=physical")
    incidents.decide_riddor(w.incident, by=trust.viv, found="over_three", why=REGULATOR)
    w.process = incidents.note_process(w.incident, by=trust.maya, kind="hr", number=ELSEWHERE, status="told")
    incidents.log_step(
        by=trust.maya, team=trust.elm_ward, characteristic="", what=STEP, taken_on=facts["occurred_on"]
    )
    w.draft = uuid4()
    incidents.start_draft(w.draft, by=trust.nneka)
    typed = {"kinds": {"kinds": ["physical"]}, "story": {"what_happened": [DRAFT]}}
    drafting.keep(w.draft, by=trust.nneka, change=lambda answers: answers.update(typed))
    _handover(w, trust)
    _safety(w, trust)
    _following(w, trust, facts)
    _concerns(w, trust)
    _confidence(w, trust)
    _panel(w, trust)
    _asked(w, trust, facts)
    _people(w, trust)
    _import(w, trust)
    _apart(w, trust)
    _emergency(w, trust)
    _help(w, trust)
    _justice(w, trust)
    _sessions(w, trust)
    _door(w)
    published = publish_month(month_before(month_of(timezone.now())))
    _registers(w, trust, published)
    _equity(published, trust)
    return w


def _equity(published, trust):
    """Nneka has said something of herself, and the figures of a year are out."""
    keep_answers(by=trust.nneka, answers={"religion": "sikh"})
    everybody = {name: 20 for share in SHARES.values() for name in (AFFECTED, share.key, share.out_of)}
    groups = {"sex": {"female": everybody, "male": everybody}}
    figures = {name: [one.counted, one.of] for name, one in shown(40, 30, groups).items()}
    Release.objects.create(publication=published, measure="equity", month=date(2025, 4, 1), figures=figures)


def _handover(w, trust):
    """A mark of yesterday that has no report yet."""
    yesterday = timezone.localdate() - timedelta(days=1)
    w.day = yesterday.isoformat()
    said = {"counts": {"verbal": 1}, "all_reported": True, "all_right": True}
    hand_over(trust.elm_ward, by=trust.nneka, day=yesterday, shift="late", **said)


def _confidence(w, trust):
    """Sent to Sasha by somebody nobody knows, with a file; whoever opens it says why first."""
    at = timezone.now()
    said = {
        "kinds": ["sexual_harassment"],
        "what_happened": CONFIDED,
        "when": "",
        "team": None,
        "wants_support": True,
    }
    file = Clean("text", ".txt", CONFIDED.encode())
    writing.confide(
        "key", recipient=trust.sasha, role=RoleKind.SEXUAL_SAFETY_LEAD, files=[file], at=at, **said
    )
    deliver(at=next_slot(at))
    w.confided = ConfidentialReport.objects.get()
    w.confided_file = w.confided.files.get()


def _safety(w, trust):
    """A file, a recording held elsewhere, and a patient who is named with something in place about them."""
    today = timezone.localdate()
    w.stranger = w.incident.alleged.get(kind="colleague", user=None)
    w.person = incidents.name_alleged(w.incident, by=trust.maya, kind="patient", identifier=PERSON)
    w.evidence = incidents.add_evidence(
        w.incident, Clean("text", ".txt", EVIDENCE.encode()), by=trust.nneka, shows=SHOWS
    )
    w.footage = incidents.note_footage(
        w.incident, by=trust.nneka, kind="cctv", reference="Camera 1", custodian=FOOTAGE, kept_until=today
    )
    w.precaution = incidents.put_in_place(
        w.person, by=trust.maya, kind="alert", facts=FACTS, starts_on=today, review_on=today, told="no"
    )


def _following(w, trust, facts):
    """A report that may be the same, an investigation that Dev leads, and what was said meanwhile."""
    w.double = incidents.report(by=trust.will, affected=[Affected("witness", user=trust.will)], **facts)
    incidents.move(w.incident, by=trust.maya, to="reviewing", why=MOVED)
    found = incidents.investigate(w.incident, by=trust.maya, lead=trust.dev)
    incidents.tell_affected(found, by=trust.dev, words=UPDATE)
    incidents.learn(w.incident, by=trust.maya, words=LEARNT)
    incidents.feed_back(w.incident, by=trust.maya, words=ANSWER)
    w.trend = incidents.add_trend(by=trust.viv, name=TREND)
    incidents.mark_trends(w.incident, by=trust.maya, trends=[w.trend])
    w.series = incidents.link(w.incident, by=trust.maya, name=SERIES)


def _concerns(w, trust):
    """One with the guardian that waits, and one that the next senior manager has answered."""
    w.concern = incidents.raise_concern(w.incident, by=trust.nneka, to=trust.gita, words=CONCERN)
    w.complaint = incidents.raise_concern(w.incident, by=trust.petra, to=trust.ruth, words=COMPLAINT)
    w.complaint = incidents.answer_concern(w.complaint, by=trust.ruth, words=REPLY)


def _panel(w, trust):
    w.panel = reviews.make_panel(by=trust.viv, site=trust.general, name="Weekly panel", rhythm="ad_hoc")
    w.meeting = reviews.open_meeting(w.panel, by=trust.cora)
    w.item = w.meeting.items.get(incident=w.incident)
    review = sbar.empty() | {"situation_notes": REVIEW}
    w.item = reviews.record_review(w.item, by=trust.chi, version=w.item.version, review=review)
    w.conflicted = w.meeting.items.get(incident=w.double)
    w.conflict = conflicts.declare(w.conflicted, by=trust.milo, why="close")
    today = timezone.localdate()
    w.action = reviews.assign(
        w.item, by=trust.chi, kind="training", what=ACTION, owner=trust.will, due_on=today
    )
    w.print = reviews.ask_for_print(w.meeting, by=trust.chi)
    w.print.status, w.print.content, w.print.made_at = "ready", b"%PDF-" + REVIEW.encode(), timezone.now()
    w.print.save()


def _apart(w, trust):
    """Nneka is kept apart, a senior leader owes her a word, and there is a draft of the pathway."""
    said = {"ways": ["area"], "area": APART, "is_agreed": True}
    support.keep_apart(w.case, by=trust.maya, review_on=timezone.localdate() + timedelta(days=7), **said)
    support.ask_for_acknowledgement(w.case, by=trust.maya)
    support.start_draft(None, by=trust.viv)


def _emergency(w, trust):
    """Owen of another ward had to open Nneka's support, yesterday."""
    break_glass(trust.nneka, by=trust.owen, why=GLASS)
    yesterday = timezone.now() - timedelta(days=1)
    BreakGlass.objects.update(opened_at=yesterday, until=yesterday + timedelta(hours=1))
    w.emergency = BreakGlass.objects.get()


def _help(w, trust):
    """Money with HR, adjustments with a note that was taken back, and a referral that nobody else knows of yet."""
    w.money = support.open_help(w.case, "money", by=trust.maya)
    told = {"stands": "applied", "reference": CLAIM}
    support.add_entry(w.money, "injury_allowance", by=trust.hana, on=timezone.localdate(), answers=told)
    w.adjustments = support.open_help(w.case, "adjustments", by=trust.nneka)
    said = {"by": trust.nneka, "answers": {"health": HEALTH}}
    support.record_help(w.adjustments, "needs", outcome="done", **said)
    support.record_help(w.adjustments, "needs", outcome="declined", by=trust.nneka)
    w.referral = support.open_help(w.case, "referral", by=trust.nneka)
    wish = {"by": trust.nneka, "answers": {"kind": WISH}}
    support.record_help(w.referral, "wish", outcome="done", **wish)

    w.told = support.tell_help(trust.nneka, "absence", by=trust.hana, source="colleague")
    w.held = Help.objects.get(track="absence")


def _justice(w, trust):
    """A representative who was chosen, a day in court, whom to ask in the police, and an entry of the directory."""
    today = timezone.localdate()
    w.union = support.open_help(w.case, "union", by=trust.nneka)
    w.union = support.choose_rep(w.union, trust.una, by=trust.nneka)
    support.record_help(w.union, "details", by=trust.nneka, outcome="done", answers={"reach": REACH})
    w.court = support.open_help(w.case, "court", by=trust.maya)
    day = {"on": today, "answers": {"what": "trial"}}
    w.court_day = support.add_entry(w.court, "dates", by=trust.maya, **day)
    receipt = Clean("text", ".txt", PROOF.encode())
    w.proof = support.add_help_file(w.court, receipt, by=trust.nneka, shows=PROOF)
    w.liaison = support.keep_liaison(
        by=trust.viv, kind="police", force="Northshire", contact=LIAISON, reach="x"
    )
    w.service = support.add_service(
        by=trust.viv, name="A line", what_for="x", tier=1, needs=["talk"], checked=True
    )


def _sessions(w, trust):
    """A debriefing that Frank leads; Petra on the register, in touch with somebody and asked to come."""
    w.session = support.plan_session(
        [w.case],
        by=trust.maya,
        kind="debriefing",
        leader=trust.frank,
        starts_at=timezone.now() + timedelta(days=8),
        place=ROOM,
        voluntary={w.case.pk},
    )
    learnt = dict.fromkeys(LearntTopic.Topic.values, timezone.localdate())
    w.supporter = support.keep_supporter(trust.petra, by=trust.viv, at_once=3, learnt=learnt)
    w.match = support.put_in_touch(w.sealed_case, w.supporter, by=trust.sasha)
    support.ask_for_peer(w.case, by=trust.nneka, other_team=True)
    w.come_now = support.ask_to_come(trust.petra, trust.elm_ward, by=trust.nneka)
    w.round = plan_round(
        by=trust.viv,
        title="How we look after each other",
        mode="online",
        starts_at=timezone.now() + timedelta(days=9),
        facilitator=trust.frank,
    )


def _door(w):
    """A link that was really made and opens nothing: Nneka has an account."""
    w.dead_link = doors.link_of(doors.open_for(w.case, at=timezone.now())).rstrip("/").rpartition("/")[2]


def _asked(w, trust, facts):
    """How Nneka wants to be reached; the team's own check-in; and answers of hers that occupational health may read."""
    support.set_preferences(w.case, by=trust.nneka, contact=REACHED_AT, hear_from=trust.dev)
    w.team_case = TeamCheckIn.objects.filter(case__person__incident=w.incident).first().case
    permission = {
        "given_by": "The authors",
        "reference": "1",
        "given_on": facts["occurred_on"],
        "evidence": "2",
    }
    support.set_screening_licence(by=trust.ade, is_on=True, items=[ITEM] * 10, **permission)
    day = facts["occurred_on"] - timedelta(days=40)
    old = incidents.report(
        by=trust.nneka,
        affected=[Affected("harmed", user=trust.nneka)],
        alleged=[Alleged("patient")],
        what_happened="Shouted at.",
        **facts | {"occurred_on": day},
    )
    w.old_case = old.involved.get().case
    w.answered = support.answer_screening(w.old_case, by=trust.nneka, answers=[True] * 10)
    support.share_screening(w.old_case, by=trust.nneka)


def _people(w, trust):
    promised = {"route": "own", "reach": FIRM, "contact": FIRM_CONTACT}
    w.contractor = add_contractor(by=trust.viv, name="A firm", does="x", **promised)
    as_theirs = {"working_as": "contractor", "contractor": w.contractor, "employer": ""}
    say_employer(trust.nneka, by=trust.ade, **as_theirs)
    w.role = RoleFactory(user=trust.will, kind=RoleKind.PEER_SUPPORTER)
    people.add_training(trust.will, by=trust.ade, kind="peer_support", completed_on=timezone.localdate())


def _import(w, trust):
    w.batch = Import.objects.create(
        kind="incidents", file_name="old.csv", content=b"x", by=trust.viv, status="ready"
    )
    source = {"Web Ref": "1", "Description": ROW}
    ImportRow.objects.create(
        batch=w.batch,
        number=2,
        verdict="rejected",
        column="Incident date",
        reason="Not a date",
        source=source,
    )


def _registers(w, trust, publication):
    """A policy that Owen owns, a consultation that he runs and has closed, and two comments of Una's."""
    today = timezone.localdate()
    facts = {"title": "A policy", "what_for": POLICY, "version": "1", "reference": "x", "owner": trust.owen}
    w.policy = policies.add_policy(
        by=trust.viv, reviewed_on=today, next_on=today + timedelta(days=99), **facts
    )
    asked = {"title": "A question", "question": "x", "with_whom": ["unions"], "how": "x", "owner": trust.owen}
    before = {"opens_on": today - timedelta(days=9), "closes_on": today - timedelta(days=1)}
    w.consultation = consultations.consult(by=trust.viv, about=w.policy, **asked, **before)
    consultations.note_said(w.consultation, by=trust.owen, said=SAID)
    w.publication = publication
    w.comment = comments.comment(publication, by=trust.una, words=COMMENT)
    answered = comments.comment(publication, by=trust.una, words=f"{COMMENT}, again")
    comments.answer_comment(answered, by=trust.viv, words=ANSWERED)
