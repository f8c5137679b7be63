"""What every story needs: days that go by, emails that arrive, people at their screens, and doors that stay shut."""

from datetime import datetime, time, timedelta

import pytest
from playwright.sync_api import expect

from incidents import actions as incidents
from incidents.actions import Affected, Alleged
from incidents.jobs import keep_duties
from people import clock
from people.deadlines import LONDON
from people.models import Mailing, Notice
from people.tasks import send_notices
from support import actions
from support.jobs import ask_people, keep_promises, pass_on
from support.models import Case, CheckIn, Promise
from support.workflow import CaseStatus
from tests.browser.stories.letters import Letters
from tests.conftest import CAST

HAPPENED, PLACE = "canary-happened", "canary-place"
A_MOMENT = timedelta(seconds=1)


class Story:
    def __init__(self, trust, passing, open_as, check_page, client, live_server):
        self.trust, self.passing, self.client = trust, passing, client
        self._open_as, self._check_page, self._address = open_as, check_page, live_server.url
        self._screens = {}
        self.letters = Letters([name for first, row in CAST.items() for name in (first, row[0])])

    # Time

    def begin(self):
        """Ten on the Monday that comes next, so that no story is about a weekend or a night."""
        at = clock.now().astimezone(LONDON)
        monday = at.date() + timedelta(days=7 - at.weekday())
        self.passing.ahead += datetime.combine(monday, time(10), LONDON) - at
        self.start = self.now()

    def now(self):
        return clock.now()

    def today(self):
        return self.now().astimezone(LONDON).date()

    def day(self, number):
        """At ten on this day of the story, the first being 0: everything that is due meanwhile is done at its time."""
        self.until(
            datetime.combine(self.start.astimezone(LONDON).date() + timedelta(days=number), time(10), LONDON)
        )

    def week(self, number):
        self.day(7 * number)

    def until(self, then):
        self.work()
        while (at := self._next_due()) and at < then:
            self._go_to(at + A_MOMENT)
            self.work()
        self._go_to(then)
        self.work()

    def _go_to(self, then):
        self.passing.ahead += max(then - self.now(), timedelta(0))

    def _next_due(self):
        """When the clock has something to do next."""
        waiting = (
            Promise.objects.open().filter(case__status="open", chase_at__gt=self.now()).order_by("chase_at"),
            Notice.objects.filter(mailing=None, send_at__gt=self.now()).order_by("send_at"),
            Mailing.objects.filter(sent_at=None, gave_up_at=None, send_at__gt=self.now()).order_by("send_at"),
            CheckIn.objects.filter(ask_at__gt=self.now()).order_by("ask_at"),
        )
        fields = ("chase_at", "send_at", "send_at", "ask_at")
        found = [
            rows.values_list(name, flat=True).first() for rows, name in zip(waiting, fields, strict=True)
        ]
        return min((at for at in found if at), default=None)

    def work(self):
        """What the clock and the worker do at this time."""
        for job in (keep_promises, keep_duties, ask_people, pass_on, send_notices):
            job()

    # What happened

    def happens_to(self, *people, by=None, kinds=("physical",), alleged=None, part="harmed", **facts):
        by = by or people[0]
        affected = [one if isinstance(one, Affected) else Affected(part, user=one) for one in people]
        facts = {"team": self.trust.elm_ward, "place": PLACE, "what_happened": HAPPENED} | facts
        incident = incidents.report(
            by=by,
            affected=affected,
            alleged=[Alleged("patient")] if alleged is None else alleged,
            kinds=list(kinds),
            occurred_on=self.today(),
            occurred_time=time(9, 30),
            everyone_safe="yes",
            at=self.now(),
            **facts,
        )
        self.work()
        return incident

    def case_of(self, incident, user):
        return Case.objects.get(person__incident=incident, person__user=user)

    # People at their screens

    def screen(self, user, **how):
        """Their own browser, signed in, the same throughout the story."""
        if user not in self._screens:
            page = self._screens[user] = self._open_as(**how)
            cookies = self._signed_in(user).cookies.items()
            page.context.add_cookies(
                [{"name": name, "value": one.value, "url": self._address} for name, one in cookies]
            )
        return self._screens[user]

    def stranger(self):
        """A browser of somebody who is not signed in."""
        self._screens["a stranger"] = self._open_as()
        return self._screens["a stranger"]

    def opens(self, user, address):
        """The page as they see it; it is sound and fits on a phone."""
        page = self.screen(user)
        page.goto(address)
        self.look(page)
        return page

    def look(self, page):
        page.set_viewport_size({"width": 360, "height": 800})
        self._check_page(page)
        page.set_viewport_size({"width": 1280, "height": 900})

    def reads(self, page, *words):
        for one in words:
            expect(page.locator("main")).to_contain_text(one)

    def reads_nothing_of(self, page, *words):
        text = page.locator("main").inner_text().lower()
        assert [word for word in words if word.lower() in text] == []

    def presses(self, page, button, within=None):
        (within or page).get_by_role("button", name=button, exact=True).click()

    def chooses(self, page, question, *choices):
        for choice in choices:
            page.get_by_role("group", name=question, exact=True).get_by_label(choice, exact=True).check()

    # What happens in every story

    def answers_from_link(
        self, reader, week, feeling="Getting better", how="We would like to know how you are"
    ):
        """The link of the email opens one question, for whoever has it, and needs no sign-in."""
        link = self.letters.link_to(reader, how)
        page = self.stranger()
        page.goto(link)
        self.presses(page, "Answer")
        expect(page.get_by_role("button", name=feeling, exact=True)).to_be_visible()
        self.reads_nothing_of(page, HAPPENED, PLACE, "assault", "physical")
        self.look(page)
        self.presses(page, feeling)
        self.reads(page, "Thank you")
        page.goto(link)
        expect(page.get_by_role("button", name="Answer")).to_have_count(0)
        page.context.close()

    def sees_to(self, case, lead):
        """Between the steps that the story tells, whoever looks after them does what is owed by now."""
        for promise in case.promises.open().filter(opens_at__lte=self.now()):
            kind, _, rest = promise.key.partition(".")
            if kind == "stage" and case.stages.get(key=rest).status in ("ahead", "accepted"):
                known = {"outcome": "not_needed", "reason": "says_fine", "next_step": "go_on"}
                actions.record_stage(case, rest, by=lead, **known)
            elif kind == "check_in" and promise.due_at < self.now():
                actions.record_check_in(case, int(rest), by=lead, status="done", feeling="same")
            elif kind == "do":
                actions.keep_promise(case, rest, by=lead)
            elif kind == "team":
                actions.record_team_check_in(
                    case, int(rest), by=lead, status="done", asked=["team"], found="well"
                )
            elif kind == "acknowledge":
                actions.send_acknowledgement(case.acknowledgement, by=promise.owner, how="letter")

    def ends(self, lead, case):
        """Week 12 is over and nothing is owed: whoever looks after them ends it, and all is quiet."""
        page = self.opens(lead, f"/support/cases/{case.pk}/")
        self.reads(page, "Nothing is owed now")
        self.presses(page, "End support")
        self.reads(page, "Support can start again at any time")
        case.refresh_from_db()
        assert case.status == CaseStatus.CLOSED
        self.nothing_is_left(case)

    # Doors that stay shut

    def is_shut_to(self, address, *people):
        """They are told that there is no such page."""
        for one in people:
            assert self._signed_in(one).get(address).status_code == 404, f"{one} at {address}"

    def _signed_in(self, user):
        """Without signing anybody else out."""
        self.client.cookies.clear()
        self.client.force_login(user)
        return self.client

    def nothing_is_left(self, case):
        """Nothing is owed, and nobody is told anything of it for four more weeks."""
        assert not case.promises.open().exists()
        before = len(self.letters.all())
        self.until(self.now() + timedelta(weeks=4))
        later = [one.lines for one in self.letters.all()[before:]]
        assert [line for lines in later for line, link in lines.items() if "/support/" in link] == []


@pytest.fixture
def story(trust, passing, open_as, check_page, client, live_server, settings):
    settings.AFTERCARE_ADDRESS = live_server.url
    story = Story(trust, passing, open_as, check_page, client, live_server)
    story.begin()
    return story
