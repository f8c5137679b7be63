"""Who gets which page. Every address of the service has a row here; one without a row fails the build.

A row names those who get in, for the world of world.py. Everybody else is told that there is no such thing (404), or,
where the row names them as `refused`, that they may not (403); pages of a visit are gone for them all (410).
Those who `only_reads` open the page and may not send it.
"""

from dataclasses import dataclass, field
from uuid import UUID

from tests.sweeps.world import LOOK_AFTER, PANEL, RUN_PANEL, THE_REPORT

EVERYONE = {
    *(
        "ruth",
        "maya",
        "dev",
        "nneka",
        "will",
        "owen",
        "omar",
        "petra",
        "frank",
        "olive",
        "hana",
        "chi",
        "cora",
        "milo",
    ),
    *("viv", "sasha", "gita", "una", "bea", "al", "iris", "ade", "karl", "hal"),
}
NOBODY = UUID("00000000-0000-4000-8000-000000000000")


@dataclass(frozen=True)
class Page:
    """`args` makes the address from the world; `missing` makes the address of something that does not exist.

    `is_gone`: it opens by a link alone, and whoever comes without one is told that it is gone (410), whoever they are.
    """

    allowed: set[str]
    refused: set[str] = field(default_factory=set)
    args: callable = lambda w: []
    missing: callable = None
    is_public: bool = False
    is_gone: bool = False
    only_reads: set[str] = field(default_factory=set)


def who(*names):
    return set(names)


def rest(allowed):
    return EVERYONE - set(allowed)


def plain(allowed):
    """A page without a record: whoever is not allowed is told so."""
    return Page(set(allowed), rest(allowed))


def of(allowed, args, missing, refused=()):
    """A page of one record: whoever may not see it is told that it does not exist."""
    return Page(set(allowed), set(refused), args, missing)


def _public(args=lambda w: []):
    return Page(EVERYONE, args=args, is_public=True)


def _visit(args):
    return Page(set(), args=args, is_gone=True)


IMPORTERS = who("ade", "viv", "cora", "karl")
BROWSE = who("maya", "dev", "ruth", "owen", "chi", "cora", "milo", "viv", "sasha", "karl")
READERS = who("bea", "al", "una", "viv", "karl")
MANAGERS = who("maya", "dev", "ruth", "owen", "karl")
ADMIN = who("ade", "karl")
FINDS_WILL = who("ade", "karl", "maya", "dev", "ruth", "will")
OWN = who("nneka")
SETTERS = ADMIN | who("viv")
RUN = who("chi", "cora")


def incident(w):
    return [w.incident.reference]


def case(w):
    return [w.case.pk]


def will(w):
    return [w.trust.will.pk]


def proof(w):
    return [w.court.pk, w.proof.pk]


def no(*more):
    return lambda w: [NOBODY, *more]


# /health/ answers 503 here, where no worker runs; tests/config looks at it.
ELSEWHERE = {"health"}
PAGES = {
    "home": Page(EVERYONE),
    "leave": _public(),
    "leave-unmarked": _public(),
    "leave-quick": _public(),
    "help": _public(),
    "accessibility": _public(),
    "privacy": _public(),
    "people:sign-in": _public(),
    "people:sign-out": _public(),
    "people:ask-for-link": _public(),
    "people:choose-password": _public(lambda w: ["MQ", "set-password"]),
    "people:stay": Page(EVERYONE),
    "people:password": Page(EVERYONE),
    "people:inbox": Page(EVERYONE),
    "people:inbox-read": Page(EVERYONE),
    "people:equality": Page(EVERYONE),
    "people:equality-delete": Page(EVERYONE),
    "people:trail": plain(ADMIN | who("al")),
    "people:staff": plain(ADMIN | MANAGERS),
    "people:person-add": plain(ADMIN),
    "people:person": of(FINDS_WILL, will, lambda w: [0]),
    "people:role-give": of(ADMIN, will, lambda w: [0], FINDS_WILL - ADMIN),
    "people:role-end": of(
        ADMIN, lambda w: [w.trust.will.pk, w.role.pk], lambda w: [0, 0], FINDS_WILL - ADMIN
    ),
    "people:training-add": of(ADMIN, will, lambda w: [0], FINDS_WILL - ADMIN),
    "people:cover-arrange": of(ADMIN | who("maya", "will"), will, lambda w: [0], who("dev", "ruth")),
    "people:employer-say": of(ADMIN, will, lambda w: [0], FINDS_WILL - ADMIN),
    "people:account-end": of(ADMIN, will, lambda w: [0], FINDS_WILL - ADMIN),
    "incidents:report": Page(EVERYONE),
    "incidents:offline": Page(EVERYONE),
    "incidents:offline-who": Page(EVERYONE),
    "incidents:offline-send": Page(EVERYONE),
    "incidents:offline-worker": _public(),
    "incidents:mine": Page(EVERYONE),
    "incidents:list": plain(BROWSE),
    "incidents:download": of(BROWSE, lambda w: ["csv"], lambda w: ["pdf"], rest(BROWSE)),
    "incidents:views": plain(BROWSE),
    "incidents:view-save": plain(BROWSE),
    "incidents:view": of(who("maya"), lambda w: [w.view.pk], no()),
    "incidents:view-delete": of(who("maya"), lambda w: [w.view.pk], no()),
    "incidents:detail": of(THE_REPORT, incident, lambda w: ["AC-NONE-NONE"]),
    "incidents:amend": of(
        who("nneka") | LOOK_AFTER, incident, lambda w: ["AC-NONE-NONE"], PANEL - who("viv")
    ),
    "incidents:move": of(LOOK_AFTER, incident, lambda w: ["AC-NONE-NONE"], (PANEL - who("viv")) | OWN),
    "support:worklist": Page(EVERYONE),
    "support:me": Page(EVERYONE),
    "support:my-checklist": Page(EVERYONE),
    "support:checklist": Page(EVERYONE),
    "support:case": of(LOOK_AFTER, case, no()),
    "support:stage": of(LOOK_AFTER, lambda w: [w.case.pk, "defusing"], no("defusing")),
    "support:check-in": of(LOOK_AFTER, lambda w: [w.case.pk, 1], no(1)),
    "support:hand-over": of(LOOK_AFTER, case, no()),
    "support:check-in-more": of(LOOK_AFTER, case, no()),
    "support:preferences": of(LOOK_AFTER, case, no()),
    "support:team-check-in": of(LOOK_AFTER, lambda w: [w.team_case.pk, 2], no(2)),
    "support:watch": of(LOOK_AFTER, case, no()),
    "support:watch-sign": of(LOOK_AFTER, case, no()),
    "support:me-contact": of(OWN, case, no()),
    "support:me-check-in-more": of(OWN, case, no()),
    "support:me-questions": of(OWN, lambda w: [w.old_case.pk], no()),
    "support:me-questions-share": of(OWN, lambda w: [w.old_case.pk], no()),
    "support:shared": Page(EVERYONE),
    "support:shared-one": of(who("olive"), lambda w: [w.answered.pk], no()),
    "support:screening-licence": plain(ADMIN),
    "support:promise": of(LOOK_AFTER, lambda w: [w.case.pk, "call"], no("call")),
    "support:end": of(LOOK_AFTER, case, no()),
    "support:stage-again": of(LOOK_AFTER, lambda w: [w.case.pk, "defusing"], no("defusing")),
    "support:suggestion": of(LOOK_AFTER, lambda w: [w.case.pk, "call"], no("call")),
    "support:case-version": of(LOOK_AFTER, case, no()),
    "support:apart": of(LOOK_AFTER, case, no()),
    "support:apart-review": of(LOOK_AFTER, case, no()),
    "support:acknowledge": of(LOOK_AFTER, case, no()),
    "support:acknowledge-ask": of(LOOK_AFTER, case, no()),
    "support:case-checklist": of(LOOK_AFTER, case, no()),
    "support:checklist-pdf": Page(EVERYONE, args=lambda w: ["manager"], missing=lambda w: ["nothing"]),
    "pathway:overview": plain(SETTERS),
    "pathway:checklists": plain(SETTERS),
    "pathway:checklist": Page(SETTERS, rest(SETTERS), lambda w: ["manager"]),
    "pathway:training": plain(SETTERS),
    **{
        f"pathway:{name}": Page(SETTERS, rest(SETTERS), lambda w: ["trust"])
        for name in ("place", "start", "move", "draft", "edit", "weeks", "preview", "publish")
    },
    "pathway:as-the-trust": Page(SETTERS, rest(SETTERS), lambda w: ["trust"]),
    "pathway:stage": Page(SETTERS, rest(SETTERS), lambda w: ["trust", "defusing"]),
    **{
        f"support:{name}": _public(args)
        for name, args in {
            "door-ask": lambda w: [],
            "door-finish": lambda w: [],
            "door-leave": lambda w: [],
            "leaflet": lambda w: ["rights"],
        }.items()
    },
    "support:door": _visit(lambda w: [w.dead_link]),
    "support:mine": _visit(lambda w: []),
    "support:another": Page(LOOK_AFTER, args=case, missing=no(), only_reads={"maya"}),
    "support:statement-shared": of(who("maya"), lambda w: [w.statement.pk], no()),
    "support:me-somebody-else": of(OWN, case, no()),
    "support:me-statement": of(OWN, case, no()),
    "support:me-statement-share": of(OWN, case, no()),
    "support:me-statement-unshare": of(OWN, lambda w: [w.case.pk, w.statement.pk], no(NOBODY)),
    "support:me-statement-destroy": of(OWN, case, no()),
    "support:me-leaflet": of(OWN, lambda w: [w.case.pk, "money"], no("money")),
    "support:me-pulse": of(OWN, case, no()),
    "support:me-download": Page(EVERYONE),
    "support:door-make": of(LOOK_AFTER, case, no()),
    "support:me-concern": of(OWN, case, no()),
    "support:me-consent": of(OWN, case, no()),
    "support:help-queue": Page(EVERYONE),
    "support:help-wording": plain(ADMIN | who("hana")),
    "support:help-word": of(
        ADMIN | who("hana"), lambda w: ["section_14_13"], lambda w: ["nothing"], rest(ADMIN | who("hana"))
    ),
    "support:help-open": of(LOOK_AFTER, case, no()),
    "support:help": of(LOOK_AFTER | who("hana"), lambda w: [w.money.pk], no()),
    "support:help-step": of(who("hana"), lambda w: [w.money.pk, "advise"], no("advise"), LOOK_AFTER),
    "support:help-settle": of(LOOK_AFTER | who("hana"), lambda w: [w.money.pk], no()),
    "support:me-ask": of(OWN, case, no()),
    "support:me-help": of(OWN, lambda w: [w.money.pk], no()),
    "support:me-help-step": of(OWN, lambda w: [w.adjustments.pk, "needs"], no("needs")),
    "support:me-rep": of(OWN, lambda w: [w.union.pk], no()),
    "support:me-day": of(OWN, lambda w: [w.court.pk, w.court_day.pk], no(0)),
    "support:me-directory": Page(EVERYONE),
    "support:me-support": of(OWN, case, no()),
    "support:me-stage": of(OWN, lambda w: [w.case.pk, "defusing"], no("defusing")),
    "support:me-check-in": of(OWN, lambda w: [w.case.pk, 1], no(1)),
    "reviews:panels": Page(PANEL | ADMIN),
    "reviews:panel-make": plain(ADMIN | who("viv")),
    "reviews:panel": of(PANEL | who("karl"), lambda w: [w.panel.pk], no()),
    "reviews:meeting-open": of(RUN | who("karl"), lambda w: [w.panel.pk], no(), who("milo", "viv")),
    "reviews:meeting": of(PANEL | who("karl"), lambda w: [w.meeting.pk], no()),
    "reviews:meeting-refresh": of(RUN | who("karl"), lambda w: [w.meeting.pk], no(), who("milo", "viv")),
    "reviews:meeting-close": of(RUN | who("karl"), lambda w: [w.meeting.pk], no(), who("milo", "viv")),
    "reviews:item": Page(
        PANEL,
        args=lambda w: [w.meeting.pk, w.item.pk],
        missing=lambda w: [w.meeting.pk, NOBODY],
        only_reads=who("milo", "viv"),
    ),
    "reviews:assign": of(
        RUN, lambda w: [w.meeting.pk, w.item.pk], lambda w: [w.meeting.pk, NOBODY], who("milo", "viv")
    ),
    "reviews:print": of(PANEL | who("karl"), lambda w: [w.meeting.pk], no()),
    "reviews:print-fetch": of(
        who("chi"), lambda w: [w.meeting.pk, w.print.pk], lambda w: [w.meeting.pk, NOBODY]
    ),
    "reviews:actions": Page(EVERYONE),
    "reviews:action": Page(
        PANEL | who("will"), args=lambda w: [w.action.pk], missing=no(), only_reads=who("milo", "viv")
    ),
    "audit:measures": plain(READERS),
    "audit:board": plain(READERS),
    "audit:equity": plain(READERS),
    "audit:equity-chart": of(
        READERS, lambda w: [2025, "sex", "wide"], lambda w: [2024, "sex", "wide"], rest(READERS)
    ),
    "audit:equity-csv": of(READERS, lambda w: [2025], lambda w: [2024], rest(READERS)),
    "audit:measure": of(READERS, lambda w: ["contact"], lambda w: ["nothing"], rest(READERS)),
    "audit:measure-chart": of(
        READERS, lambda w: ["contact", "wide"], lambda w: ["nothing", "wide"], rest(READERS)
    ),
    "people:imports": plain(IMPORTERS),
    "people:import-new": of(
        who("viv", "karl"), lambda w: ["incidents"], lambda w: ["nothing"], rest(who("viv", "karl"))
    ),
    "people:import": of(who("viv"), lambda w: [w.batch.pk], no()),
    "people:import-rejected": of(who("viv"), lambda w: [w.batch.pk], no()),
    "audit:measure-csv": of(READERS, lambda w: ["contact"], lambda w: ["nothing"], rest(READERS)),
}
ELM = who("maya", "dev", "nneka", "will", "petra", "karl")
MINDS_ELM = LOOK_AFTER | who("karl")
SEES_CROSS = ELM | MINDS_ELM | PANEL
ANSWERS = ELM | MINDS_ELM


def elm(w):
    return [w.trust.elm_ward.pk]


def elm_day(w):
    return [w.trust.elm_ward.pk, w.day]


def elm_shift(w):
    return [w.trust.elm_ward.pk, w.day, "late"]


PAGES |= {
    "incidents:crosses": Page(EVERYONE),
    "incidents:cross-marks": plain(MANAGERS | who("viv")),
    "incidents:cross-wall-code": _public(lambda w: ["nothing"]),
    "incidents:cross": of(SEES_CROSS, elm, lambda w: [0]),
    "incidents:cross-wall": of(SEES_CROSS, elm, lambda w: [0]),
    "incidents:cross-day": of(SEES_CROSS, elm_day, lambda w: [0, w.day]),
    "incidents:cross-patterns": of(MINDS_ELM | PANEL, elm, lambda w: [0], ELM - MINDS_ELM),
    "incidents:cross-review": of(MINDS_ELM, elm_day, lambda w: [0, w.day], SEES_CROSS - MINDS_ELM),
    "incidents:handover": of(ANSWERS, elm, lambda w: [0], SEES_CROSS - ANSWERS),
}
PAGES |= {
    f"incidents:{name}": of(MINDS_ELM, elm, lambda w: [0], SEES_CROSS - MINDS_ELM)
    for name in ("cross-set-up", "cross-wall-make", "cross-wall-end")
}
PAGES |= {
    f"incidents:{name}": of(ANSWERS, elm_shift, lambda w: [0, w.day, "late"], SEES_CROSS - ANSWERS)
    for name in ("handover-shift", "handover-match", "handover-done")
}
SAFETY = LOOK_AFTER | RUN_PANEL
KEEP_EVIDENCE = OWN | LOOK_AFTER


def about(name):
    """The address of something that belongs to the report, by its name in the world, and of one that is not there."""
    return lambda w: [w.incident.reference, getattr(w, name).pk], lambda w: ["AC-NONE-NONE", NOBODY]


NO_REPORT = ["AC-NONE-NONE"]
PAGES |= {
    "incidents:evidence-add": of(KEEP_EVIDENCE, incident, lambda w: NO_REPORT, THE_REPORT - KEEP_EVIDENCE),
    "incidents:evidence": of(KEEP_EVIDENCE, *about("evidence")),
    "incidents:evidence-withdraw": of(KEEP_EVIDENCE, *about("evidence")),
    "incidents:footage-add": of(KEEP_EVIDENCE, incident, lambda w: NO_REPORT, THE_REPORT - KEEP_EVIDENCE),
    "incidents:footage": of(LOOK_AFTER, *about("footage"), THE_REPORT - LOOK_AFTER),
    "incidents:footage-disclose": of(LOOK_AFTER, *about("footage"), THE_REPORT - LOOK_AFTER),
    "incidents:person": of(SAFETY, *about("person"), THE_REPORT - SAFETY),
    "incidents:person-add": of(LOOK_AFTER, incident, lambda w: NO_REPORT, THE_REPORT - LOOK_AFTER),
    "incidents:person-name": of(LOOK_AFTER, *about("person"), THE_REPORT - LOOK_AFTER),
    "incidents:person-match": of(LOOK_AFTER, *about("stranger"), THE_REPORT - LOOK_AFTER),
    "incidents:person-hold": of(LOOK_AFTER, *about("person"), THE_REPORT - LOOK_AFTER),
    "incidents:precaution-add": of(SAFETY, *about("person"), THE_REPORT - SAFETY),
    "incidents:precaution": of(SAFETY, *about("precaution"), THE_REPORT - SAFETY),
}
POSTERS = MINDS_ELM | who("ade")
NOT_POSTERS = rest(POSTERS | who("owen"))
PAGES |= {
    "incidents:quick-start": _public(),
    "incidents:quick-finish": _public(),
    "incidents:quick": _public(lambda w: [w.trust.elm_ward.poster_code]),
    "incidents:quick-claim": Page(EVERYONE),
    "incidents:posters": plain(POSTERS | who("owen")),
    "incidents:poster": of(POSTERS, elm, lambda w: [0], NOT_POSTERS),
    "incidents:poster-pdf": of(POSTERS, elm, lambda w: [0], NOT_POSTERS),
    "incidents:poster-replace": of(POSTERS, elm, lambda w: [0], NOT_POSTERS),
    "incidents:complete": of(OWN | LOOK_AFTER, incident, lambda w: NO_REPORT, PANEL - who("viv")),
    "incidents:affected-add": of(LOOK_AFTER, incident, lambda w: NO_REPORT, (PANEL - who("viv")) | OWN),
    "incidents:affected-name": of(
        LOOK_AFTER,
        lambda w: [w.incident.reference, w.incident.involved.get(user=None).pk],
        lambda w: ["AC-NONE-NONE", NOBODY],
        (PANEL - who("viv")) | OWN,
    ),
}
NOT_LOOK_AFTER = THE_REPORT - LOOK_AFTER
PAGES |= {
    "incidents:consent": of(
        LOOK_AFTER,
        lambda w: [w.incident.reference, w.incident.involved.get(user=w.trust.petra).pk],
        lambda w: ["AC-NONE-NONE", NOBODY],
        NOT_LOOK_AFTER,
    ),
    "incidents:trends-of": of(LOOK_AFTER | PANEL, incident, lambda w: ["AC-NONE-NONE"], OWN),
    "incidents:trends": plain(who("viv", "karl")),
    "incidents:trend-retire": of(
        who("viv", "karl"), lambda w: [w.trend.pk], lambda w: [0], rest(who("viv", "karl"))
    ),
    "incidents:cause": of(LOOK_AFTER | PANEL, incident, lambda w: ["AC-NONE-NONE"], OWN),
    "incidents:process-add": of(LOOK_AFTER, incident, lambda w: ["AC-NONE-NONE"], NOT_LOOK_AFTER),
    "incidents:process": of(
        LOOK_AFTER,
        lambda w: [w.incident.reference, w.process.pk],
        lambda w: ["AC-NONE-NONE", NOBODY],
        NOT_LOOK_AFTER,
    ),
    "incidents:riddor": of(LOOK_AFTER | who("hal"), incident, lambda w: ["AC-NONE-NONE"], NOT_LOOK_AFTER),
    "incidents:prevention": plain(MANAGERS | who("viv")),
    "incidents:prevention-add": plain(MANAGERS | who("viv")),
}
# What follows a report: those who look after it, and for the answer whoever runs the panel.
AFTER = (
    "learning",
    "close",
    "reopen",
    "investigation",
    "delay",
    "update",
    "investigation-end",
    "merge",
    "series-add",
)
NOT_AFTER = (PANEL - who("viv")) | OWN
PAGES |= {
    f"incidents:{name}": of(LOOK_AFTER, incident, lambda w: ["AC-NONE-NONE"], NOT_AFTER) for name in AFTER
}
PAGES |= {
    "incidents:ageing": plain(BROWSE),
    "incidents:feedback": of(LOOK_AFTER | RUN, incident, lambda w: ["AC-NONE-NONE"], NOT_AFTER - RUN),
    "incidents:senior-review": of(
        LOOK_AFTER - who("dev"), incident, lambda w: ["AC-NONE-NONE"], NOT_AFTER | who("dev")
    ),
    "incidents:merge-with": of(
        LOOK_AFTER,
        lambda w: [w.incident.reference, w.double.reference],
        lambda w: ["AC-NONE-NONE", "AC-NONE-NONE"],
        NOT_AFTER,
    ),
    "incidents:series": of(THE_REPORT - OWN, lambda w: [w.series.pk], no()),
    "incidents:series-remove": of(
        LOOK_AFTER,
        lambda w: [w.incident.reference, w.series.pk],
        lambda w: ["AC-NONE-NONE", NOBODY],
        NOT_AFTER,
    ),
}
IN_CONFIDENCE = who("sasha", "gita", "una")


def confided(w):
    return [w.confided.pk]


# Nobody is told that there is such a page: administrators and managers get what does not exist.
PAGES |= {
    "incidents:confidential": _public(),
    "incidents:confidential-inbox": Page(IN_CONFIDENCE),
    "incidents:confidential-file": of(
        who("sasha"),
        lambda w: [w.confided.pk, w.confided_file.pk],
        no("00000000-0000-4000-8000-000000000000"),
    ),
}
PAGES |= {
    f"incidents:confidential-{name}": of(who("sasha"), confided, no())
    for name in ("report", "answer", "close", "let-in", "hand-on", "count", "open")
}
# Those who look after the report are told that there is nothing, as everybody else is.
PAGES |= {
    "incidents:concerns": Page(EVERYONE),
    "incidents:concern": of(who("nneka", "petra"), incident, lambda w: NO_REPORT),
    "incidents:concern-one": Page(
        who("nneka", "gita"), args=lambda w: [w.concern.pk], missing=no(), only_reads=who("nneka")
    ),
    "incidents:concern-move": of(who("petra"), lambda w: [w.complaint.pk], no(), who("ruth")),
}
DRAFT_PAGES = (
    "incidents:report-check",
    "incidents:report-discard",
    "incidents:report-others",
    "incidents:report-person",
)
PAGES |= {name: of(OWN, lambda w: [w.draft], no()) for name in DRAFT_PAGES}
PAGES |= {
    "incidents:report-question": of(OWN, lambda w: [w.draft, "story"], no("story")),
    "incidents:report-person-remove": of(OWN, lambda w: [w.draft, "abc"], no("abc")),
    "incidents:report-sent": of(set(), lambda w: [w.draft], no()),
}
# Those on call; Karl is an administrator too, who opens nothing. What was opened is for information governance alone.
ON_CALL = who("maya", "dev", "ruth", "owen", "viv")
PAGES |= {
    "support:emergency": plain(ON_CALL),
    "support:emergency-uses": plain(who("iris")),
    "support:emergency-use": of(who("iris"), lambda w: [w.emergency.pk], no()),
}

PAGES |= {
    "support:help-tell": plain(who("hana", "olive")),
    "support:help-told": of(who("viv", "maya"), lambda w: [w.told.pk], no()),
    "support:help-hand-on": of(LOOK_AFTER | who("hana"), lambda w: [w.money.pk], no()),
    "support:help-files": of(LOOK_AFTER, lambda w: [w.court.pk], no()),
    "support:help-file": of(LOOK_AFTER, proof, lambda w: [w.court.pk, NOBODY]),
    "support:help-file-out": of(set(), proof, lambda w: [w.court.pk, NOBODY], LOOK_AFTER),
    "support:me-help-files": of(OWN, lambda w: [w.court.pk], no()),
    "support:me-help-file": of(OWN, proof, lambda w: [w.court.pk, NOBODY]),
    "support:me-help-file-out": of(OWN, proof, lambda w: [w.court.pk, NOBODY]),
    "support:help-let-see": of(LOOK_AFTER | who("karl"), lambda w: [w.held.pk], no()),
}

KEEP_CONTRACTORS = who("viv", "hana", "ade", "karl")
PAGES |= {
    "people:contractors": plain(KEEP_CONTRACTORS),
    "people:contractor-add": plain(KEEP_CONTRACTORS),
}
PAGES |= {
    f"people:contractor{name}": of(KEEP_CONTRACTORS, lambda w: [w.contractor.pk], no())
    for name in ("", "-change", "-act")
}

KEEP_DIRECTORY = who("viv", "olive", "ade", "karl")
ASK_POLICE = who("maya", "dev", "ruth", "owen", "viv", "sasha", "gita", "karl")
KEEP_LIAISON = who("viv", "karl")
PAGES |= {
    "support:directory": Page(EVERYONE),
    "support:directory-keep": plain(KEEP_DIRECTORY),
    "support:directory-add": plain(KEEP_DIRECTORY),
    "support:liaison": plain(ASK_POLICE),
    "support:liaison-add": plain(KEEP_LIAISON),
    "audit:resources": plain(who("bea", "al", "viv", "karl")),
}
PAGES |= {
    f"support:directory-{name}": of(KEEP_DIRECTORY, lambda w: [w.service.pk], no(), rest(KEEP_DIRECTORY))
    for name in ("entry", "change", "measure", "act")
}
PAGES |= {
    f"support:liaison-{name}": of(KEEP_LIAISON, lambda w: [w.liaison.pk], no(), ASK_POLICE - KEEP_LIAISON)
    for name in ("one", "change", "retire")
}

KEEP_PEERS = who("viv", "karl")
PLAN = MANAGERS | who("viv", "sasha")


def session(w):
    return [w.session.pk]


def peer(w):
    return [w.supporter.pk]


PAGES |= {
    "support:sessions": Page(EVERYONE),
    "support:session-plan": plain(PLAN),
    "support:session-guide": Page(EVERYONE, args=lambda w: ["defusing"], missing=lambda w: ["nothing"]),
    "support:session": of(LOOK_AFTER | who("frank"), session, no()),
    "support:session-record": of(LOOK_AFTER | who("frank"), session, no()),
    "support:session-change": of(LOOK_AFTER | who("frank"), session, no()),
    "support:session-invite": of(LOOK_AFTER, session, no(), who("frank")),
    "support:session-cancel": of(LOOK_AFTER | who("frank"), session, no()),
    "support:session-calendar": of(who("frank"), session, no(), LOOK_AFTER),
    "support:me-meeting": of(OWN, lambda w: [w.case.pk, 1], no(1)),
    "support:me-meeting-calendar": of(OWN, lambda w: [w.case.pk, 1], no(1)),
    "support:me-peer": of(OWN, case, no()),
    "support:peers": plain(KEEP_PEERS),
    "support:peer-add": plain(KEEP_PEERS),
    "support:peer-rules": plain(KEEP_PEERS),
    "support:peer": of(KEEP_PEERS, peer, lambda w: [0], rest(KEEP_PEERS)),
    "support:peer-word": of(KEEP_PEERS, peer, lambda w: [0], rest(KEEP_PEERS)),
    "support:peer-mine": of(who("petra"), lambda w: [], None),
    "support:peer-mine-end": of(who("petra"), lambda w: [w.match.pk], lambda w: [0]),
    "support:peer-find": of(LOOK_AFTER, case, no()),
    "support:peer-end": of(LOOK_AFTER, case, no()),
    "support:who-can-come": Page(EVERYONE),
    "support:come-ask": Page(EVERYONE),
    "support:come-now": Page(
        who("petra", "nneka"), args=lambda w: [w.come_now.pk], missing=no(), only_reads=who("nneka")
    ),
    "reviews:rounds": Page(EVERYONE),
    "reviews:round-plan": plain(KEEP_PEERS),
    "reviews:round": of(KEEP_PEERS | who("frank"), lambda w: [w.round.pk], no()),
}

# Whoever comes by a door sees the same pages beneath an address of their own; without a visit they are gone.
PAGES |= {
    name.replace(":me-", ":mine-"): _visit(page.args)
    for name, page in PAGES.items()
    if name.startswith("support:me-")
}
PAGES |= {
    "reviews:conflict": of(PANEL, lambda w: [w.meeting.pk, w.item.pk], lambda w: [w.meeting.pk, NOBODY]),
    # Milo is shut out of the double, and only those who run the panel let him in again; Karl is no part of that one.
    "reviews:conflict-lift": of(
        RUN | who("karl"),
        lambda w: [w.meeting.pk, w.conflicted.pk, w.conflict.pk],
        lambda w: [w.meeting.pk, NOBODY, 0],
        who("viv"),
    ),
}
PAGES |= {"audit:sample": plain(who("al"))}

KEEP_REGISTERS = who("viv", "ade", "karl")
READ_POLICIES = KEEP_REGISTERS | who("hana", "bea", "al", "una")
# Owen owns the one policy and runs the one consultation of the world.
OWNS = KEEP_REGISTERS | who("owen")
READ_COMMENTS = who("una", "bea", "viv", "karl")


def policy(w):
    return [w.policy.pk]


def consultation(w):
    return [w.consultation.pk]


def comment(w):
    return [w.comment.pk]


def on_figures(w):
    return [w.publication.month.year, w.publication.month.month]


PAGES |= {
    "audit:leading": plain(READERS),
    "audit:policies": plain(READ_POLICIES),
    "audit:policy-add": plain(KEEP_REGISTERS),
    "audit:policy": of(READ_POLICIES | OWNS, policy, no()),
    "audit:policy-review": of(OWNS, policy, no(), READ_POLICIES - OWNS),
    "audit:policy-change": of(KEEP_REGISTERS, policy, no(), (READ_POLICIES | OWNS) - KEEP_REGISTERS),
    "audit:policy-act": of(KEEP_REGISTERS, policy, no(), (READ_POLICIES | OWNS) - KEEP_REGISTERS),
    "audit:consultations": Page(EVERYONE),
    "audit:consultation-begin": plain(KEEP_REGISTERS),
    "audit:consultation": of(EVERYONE, consultation, no()),
    "audit:consultation-change": of(OWNS, consultation, no(), EVERYONE - OWNS),
    "audit:consultation-said": of(OWNS, consultation, no(), EVERYONE - OWNS),
    "audit:consultation-end": of(OWNS, consultation, no(), EVERYONE - OWNS),
    "audit:comments": plain(READ_COMMENTS),
    "audit:comment-make": of(who("una"), on_figures, lambda w: [1999, 1], EVERYONE - who("una")),
    # Viv owes the answer, and Karl leads as well.
    "audit:comment": Page(READ_COMMENTS, args=comment, missing=no(), only_reads=who("una", "bea")),
    "audit:comment-give": of(who("viv", "karl"), comment, no(), who("una", "bea")),
}
