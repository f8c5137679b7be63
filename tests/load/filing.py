"""People who file their reports in the same moment: each presses twice, and some lose their connection and try again."""

import http.client
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from incidents import quick
from incidents.models import Draft, Incident
from people.models import Entry, Team, User
from people.roles import RoleKind
from support.models import Case
from tests.factories import RoleFactory, SiteFactory, TeamFactory, UserFactory

REFERENCE = re.compile(r"\bAC-[A-Z2-9]{4}-[A-Z2-9]{4}\b")
TEAMS, TRIES, PATIENCE = 10, 5, 120
CSRF = "c" * 32
FORM = {"Host": "localhost", "Content-Type": "application/x-www-form-urlencoded"}


@dataclass(eq=False)
class Filer(threading.Thread):
    """One person with one report: the address of its last page, what is sent, and where the reference is read.

    With `is_cut` the connection goes while the report is on its way, and they send it again. Somebody who does not
    `read` is content with being sent to the page that says it.
    """

    key: UUID
    address: str
    body: str
    cookie: str = ""
    told_at: str = ""
    is_cut: bool = False
    reads: bool = True
    is_sent_on: bool = False
    references: set[str] = field(default_factory=set)
    met: Counter = field(default_factory=Counter)
    took: float = 0

    def __post_init__(self):
        super().__init__(daemon=True)

    def run(self):
        self.gate.wait()
        begun = time.monotonic()
        if self.is_cut:
            self._open("POST").close()
            self.met["cut off"] += 1
        clicks = [self._open("POST") for _ in range(2)]
        for click in clicks:
            self._hear(click)
        for _ in range(TRIES):
            if self.has_heard:
                break
            self._hear(self._open("GET", self.told_at) if self.is_sent_on else self._open("POST"))
        self.took = time.monotonic() - begun

    @property
    def has_heard(self):
        return bool(self.references) or (self.is_sent_on and not self.reads)

    def _open(self, method, address=""):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        body = self.body if method == "POST" else None
        connection.request(method, address or self.address, body, FORM | {"Cookie": self.cookie})
        return connection

    def _hear(self, connection):
        try:
            answer = connection.getresponse()
            text = answer.read().decode()
        except OSError:
            self.met["no answer"] += 1
        else:
            self.met[answer.status] += 1
            self.is_sent_on |= answer.status == 302 and answer.headers["Location"] == self.told_at
            if answer.status == 200:
                self.references |= set(REFERENCE.findall(text))
        finally:
            connection.close()


def full_filers(number, *, reading=1) -> list[Filer]:
    """Colleagues of several teams, signed in, each on the last page of a report. One in `reading` reads the page after
    it."""
    people = _people(number)
    drafts = [Draft(by=person, answers=_answers(person.team)) for person in people]
    Draft.objects.bulk_create(drafts)
    return [
        Filer(
            key=draft.pk,
            address=f"/report/{draft.pk}/check/",
            body=urlencode({"csrfmiddlewaretoken": CSRF}),
            cookie=f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={CSRF}",
            told_at=f"/report/{draft.pk}/sent/",
            is_cut=place % 4 == 0,
            reads=place % reading == 0,
        )
        for place, (draft, session) in enumerate(zip(drafts, _sessions(people), strict=True))
    ]


def quick_filers(number) -> list[Filer]:
    """Phones on the last question of a poster; nobody is signed in."""
    teams = list(Team.objects.all())
    filers = []
    for place in range(number):
        code = quick.make_code()
        said = {"what": "physical", "whom": "me", "safe": "yes", "code": code}
        address = f"/report/quick/{teams[place % len(teams)].poster_code}/"
        filers.append(Filer(quick.form_key_of(code), address, urlencode(said), is_cut=place % 4 == 0))
    return filers


def file_all(filers, port) -> float:
    """Everybody at once; returns how many seconds it took."""
    gate = threading.Barrier(len(filers) + 1)
    for filer in filers:
        filer.gate, filer.port = gate, port
        filer.start()
    gate.wait()
    begun = time.monotonic()
    for filer in filers:
        filer.join()
    return time.monotonic() - begun


@dataclass(frozen=True)
class Counted:
    """What the database holds of the reports that were filed, and what their writers heard."""

    filed: int
    stored: int
    lost: int
    doubled: int
    unanswered: int
    wrong: int
    cases: int
    entries: int


def count(filers) -> Counted:
    """`doubled` are reports more than were filed; `wrong` are writers who were given another report's reference."""
    stored = dict(
        Incident.objects.filter(form_key__in=[f.key for f in filers]).values_list("form_key", "reference")
    )
    found = Incident.objects.all()
    return Counted(
        filed=len(filers),
        stored=len(stored),
        lost=len(filers) - len(stored),
        doubled=found.count() - len(stored),
        unanswered=sum(not filer.has_heard for filer in filers),
        wrong=sum(bool(filer.references - {stored.get(filer.key)}) for filer in filers),
        cases=Case.objects.count(),
        entries=Entry.objects.filter(event="incident.reported").values("subject_id").distinct().count(),
    )


def _people(number):
    site, lead = SiteFactory(), UserFactory()
    RoleFactory(user=lead, kind=RoleKind.PREVENTION_LEAD)
    people = []
    for _ in range(TEAMS):
        team = TeamFactory(site=site)
        manager = UserFactory(team=team, manager=lead)
        RoleFactory(user=manager, kind=RoleKind.LINE_MANAGER, team=team)
        people += UserFactory.build_batch(-(-number // TEAMS), team=team, manager=manager)
    return User.objects.bulk_create(people[:number])


def _answers(team):
    yesterday = timezone.localdate() - timedelta(days=1)
    return {
        "kinds": {"kinds": ["physical"]},
        "when": {"day": [yesterday.isoformat()]},
        "where": {"team": [str(team.pk)]},
        "who": {"my_part": ["harmed"]},
        "others": {"more": ["no"]},
        "story": {"what_happened": ["A patient who was confused hit out."]},
    }


def _sessions(people) -> list[str]:
    store, until = SessionStore(), timezone.now() + timedelta(hours=1)
    rows = [
        Session(
            session_key=uuid4().hex,
            expire_date=until,
            session_data=store.encode(
                {
                    SESSION_KEY: str(person.pk),
                    BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[-1],
                    HASH_SESSION_KEY: person.get_session_auth_hash(),
                }
            ),
        )
        for person in people
    ]
    return [row.session_key for row in Session.objects.bulk_create(rows)]
