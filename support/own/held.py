"""Everything that is held about somebody, for themselves to take away: their own, and nothing about anybody else.

What stands in HELD is said by name, so that a new table gives nothing away until somebody has thought about it (a test asks
for it). No column that names another account is among them, nor what others wrote about anybody else. Reports in which
somebody is said to have done it give them nothing.
"""

import io
import json
import zipfile
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string

from incidents.models import Concern, Incident
from people.equality.keeping import own_answers_in_words
from people.hearing import still_for
from people.models import Entry, User
from support import access
from support.models import Case, Help
from support.visits.visitor import Visitor, account_of

ACCOUNT = "first_name last_name email employee_number working_as employer staff_group"
REPORT = "reference kinds occurred_on occurred_time setting status reported_at harm everyone_safe"
HELD = {
    "stages": "key status opens_at due_at booked_for settled_at considered_at reason next_step answers",
    "check_ins": "week due_at status feeling answered_at signs",
    "watches": "cause raised_at decision decided_at",
    "acknowledgement": "why sent_at how",
    "helps": "track number status opened_at settled_at shared_at facts",
    "leaflets": "key shown_at sent_at read_at",
    "matches": "asked_at matched_at ended_at",
    "preference": "how not_until contact best_times not_on needs on_leave on_leave_until rep_may_be_asked set_at",
    "attendances": "number status answered_at next_step knows_it_is_voluntary",
    "promises": "key opens_at due_at kept_at",
    "screenings": "answers answered_at",
    "screening_consents": "given_at withdrawn_at",
    "screening_offer": "told_at declined_at",
    "separations": "ways area rota visits risks does_not_want is_agreed made_at review_due_at ended_at",
    "decisions": "key is_taken reason at",
    "asked_for_another": "why asked_at outcome decided_at",
    "doors": "purpose made_at expires_at used_at",
    "emergencies": "opened_at until",
    "ticks": "key at",
}
# With the reason why.
LEFT_OUT = {
    "pulse_mark": "it says nothing but that they need not be asked again",
    "team_check_ins": "they are about the whole team",
    "statement": "it is added below, for its writer alone",
}


def everything(oneself: User | Visitor, at: datetime) -> dict:
    """Plain values, in the order in which they are read."""
    user = account_of(oneself)
    cases = Case.objects.about(oneself).select_related("person__incident", "lead").order_by("opened_at", "id")
    found = {"made on": at, "account": _account(user) if user else {}}
    found["reports you made"] = _reports(user) if user else []
    found["support"] = [_case(case, oneself) for case in cases]
    return found


def as_zip(found: dict) -> bytes:
    """The same twice: to be read by people, and by programs."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr(
            "about-me.json", json.dumps(found, cls=DjangoJSONEncoder, indent=1, ensure_ascii=False)
        )
        folder.writestr("about-me.html", render_to_string("support/held.html", {"found": _lines(found)}))
    return packed.getvalue()


def _account(user):
    return {
        **_row(user, ACCOUNT),
        "team": str(user.team or ""),
        "contractor": str(user.contractor or ""),
        "roles": [
            {"role": one.get_kind_display(), **_row(one, "starts_on ends_on")} for one in user.roles.all()
        ],
        "training": [_row(one, "kind completed_on valid_until") for one in user.trainings.all()],
        "equality answers": own_answers_in_words(user),
        "help asked for you": [_row(one, "track added_at") for one in user.help_told.all()],
        "messages": [_row(one, "line created_at") for one in still_for(user, user.notices.order_by("id"))],
    }


def _reports(user):
    made = Incident.objects.filter(reporter=user).exclude(alleged__user=user).order_by("reported_at")
    return [_row(one, f"{REPORT} {' '.join(Incident.TOLD)}") for one in made]


def _case(case, oneself):
    incident, person = case.incident, case.person
    found = {
        "report": incident.reference,
        "happened on": incident.occurred_on,
        "you": _row(person, "name contact part consent"),
        "said to work for": str(person.contractor or ""),
        "looked after by": str(case.lead),
        **_row(case, "status opened_at contacted_at accepted_at closed_at lead_why"),
    }
    for name, fields in HELD.items():
        found[name.replace("_", " ")] = [_row(one, fields) for one in _related(case, name)]
    found["help in steps"] = [_help(help) for help in Help.objects.filter(case=case)]
    found["concerns"] = _concerns(case, oneself)
    found["statement"] = _statement(case, oneself)
    found["opened"] = _openings(case)
    return found


def _related(case, name):
    related = getattr(case, name, None)
    if related is None:
        return []
    return related.all() if hasattr(related, "all") else [related]


def _help(help):
    return {
        "track": help.track,
        "steps": [_row(one, "key status due_at settled_at") for one in help.steps.all()],
        "entries": [_row(one, "key on answers") for one in help.entries.all()],
        "files": [_row(one, "kind shows size added_at") for one in help.files.defer("content")],
    }


def _concerns(case, oneself):
    user = account_of(oneself)
    raised = (
        Concern.objects.filter(person=case.person) if not user else Concern.objects.filter(raised_by=user)
    )
    return [
        _row(one, "words raised_at due_at answer answered_at")
        for one in raised.filter(incident=case.incident)
    ]


def _statement(case, oneself):
    statement = getattr(case, "statement", None)
    if statement is None or not access.can_keep_statement(oneself, case, statement):
        return {}
    return {
        **_row(statement, "draft saved_at"),
        "versions": [_row(one, "number words kept_at") for one in statement.versions.all()],
        "shared": [
            {"with": str(one.to or "the review panel"), **_row(one, "given_at withdrawn_at")}
            for one in statement.shares.all()
        ],
    }


def _openings(case):
    """When it was opened or changed; not by whom."""
    entries = Entry.objects.filter(subject_kind=Case._meta.label_lower, subject_id=str(case.pk)).order_by(
        "id"
    )
    return [{"at": at, "what": event} for at, event in entries.values_list("at", "event")]


def _row(row, fields):
    return {name: _plain(getattr(row, name)) for name in fields.split()}


def _plain(value):
    """No number that leads to an account: an answer that chose a colleague holds one."""
    if isinstance(value, dict):
        return {
            key: _plain(one)
            for key, one in value.items()
            if isinstance(one, bool) or not isinstance(one, int)
        }
    return list(value) if isinstance(value, (tuple, set)) else value


def _lines(value, depth=2):
    """Nested values as (heading level, name, text or lines) for the page."""
    rows = (
        value.items()
        if isinstance(value, dict)
        else ((str(place), one) for place, one in enumerate(value, 1))
    )
    found = []
    for name, one in rows:
        nested = isinstance(one, (dict, list)) and bool(one)
        said = "" if one in (None, "", [], {}) else one
        found.append(
            (depth, str(name).replace("_", " "), _lines(one, min(depth + 1, 6)) if nested else said, nested)
        )
    return found
