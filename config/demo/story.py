"""What has happened at the invented trust: a year and more behind it, and a week with everything in it.

Every row is made by the action that a person would have used, at a time counted back from now, so that there is always
something due today, something overdue and something still to come.
"""

import random
from datetime import datetime, time, timedelta

from django.test.utils import override_settings
from django.utils import timezone

from audit.actions import publish_month
from audit.deadlines import month_after, month_of
from config.demo import reports, sessions
from config.demo.check_ins import check_ins
from config.demo.equality import equality
from config.demo.help import practical_help
from config.demo.justice import justice
from config.demo.own_page import own_page
from config.demo.pathway import pathway
from config.demo.registers import registers
from config.demo.safeguards import safeguards
from incidents import actions as incidents
from incidents.actions import Affected, Alleged
from people import mail
from people.models import Contractor, Notice
from reviews import actions as reviews
from reviews import sbar
from support import actions as support
from support.models import Case

WORDS = {
    "physical": "Hit out while being helped to wash. Colleagues came at once.",
    "verbal": "Shouted and swore about the wait, and would not stop when asked.",
    "threat": "Said they would be waiting outside after the shift.",
    "online": "Posted insults and a photo of a colleague on a public page.",
    "harassment": "Refused to be treated because of a colleague's background, and said so loudly.",
    "indecent_exposure": "Exposed himself during a home visit.",
}
MONTHS_BEFORE = 13
A_MONTH = 11


class Story:
    def __init__(self, trust, now=None):
        self.trust, self.people = trust, trust.people
        self.now = now or timezone.now()
        self.dice = random.Random(2026)

    def play(self):
        self.the_past()
        self.this_week()
        reports.this_month(self)
        reports.this_week(self)
        sessions.sessions(self)
        self.the_panel()
        practical_help(self)
        justice(self)
        pathway(self)
        check_ins(self)
        own_page(self)
        safeguards(self)
        equality(self)
        self.publish()
        registers(self)
        self.forget_old_messages()

    def the_past(self):
        """Thirteen months of reports, most of them looked after in time, some late, some declined."""
        affected = [
            name
            for name, user in self.people.items()
            if user.team and not user.roles.exists() and name not in ("Nneka", "Paulo")
        ]
        first = self.now - timedelta(days=30 * MONTHS_BEFORE)
        for number in range(MONTHS_BEFORE * A_MONTH):
            at = first + timedelta(days=number * 30 / A_MONTH, hours=self.dice.randrange(0, 9))
            if at > self.now - timedelta(days=25):
                break
            kind = self.dice.choices(list(WORDS), weights=[40, 35, 10, 5, 8, 2])[0]
            case = self.report(self.dice.choice(affected), kind, at)
            late = self.dice.random() < 0.15
            self.look_after(case, at + timedelta(hours=30 if late else 1))
            approver = self.people["Viv" if case.lead == self.people["Ruth"] else "Ruth"]
            if case.team.site.name == "Riverside":
                approver = self.people["Viv"]
            reports.look_after(case.incident, case.lead, approver, self.people["Viv"], at)

    def look_after(self, case, at):
        """The first talks and a senior leader's word, then whatever this colleague wanted."""
        lead, me = case.lead, case.person.user
        held = {"outcome": "held", "next_step": "go_on", "answers": {"safe": "yes"}}
        support.record_stage(case, "immediate", by=lead, at=at, **held)
        support.record_stage(
            case, "demobilising", by=lead, at=at, **held | {"answers": {"feels_safe": "yes"}}
        )
        owed = getattr(case, "acknowledgement", None)
        if owed:
            support.send_acknowledgement(owed, by=owed.owner, how="letter", at=at + timedelta(days=1))
        wish = self.dice.random()
        if wish < 0.3:
            support.decline_support(case, by=me, at=at + timedelta(days=1))
            return
        late = self.dice.random() < 0.2
        support.record_stage(
            case,
            "defusing",
            by=lead,
            at=at + timedelta(days=12 if late else 5),
            **held | {"answers": {"how": "alone"}},
        )
        why = {"outcome": "not_needed", "reason": "says_fine", "next_step": "ongoing"}
        support.record_stage(case, "debriefing", by=lead, at=at + timedelta(days=13 if late else 9), **why)
        for check_in in case.check_ins.order_by("week"):
            if check_in.due_at < self.now - timedelta(days=2):
                support.answer_check_in(case, check_in.week, by=me, feeling="better", at=check_in.due_at)
        for team in case.team_check_ins.all():
            if team.due_at < self.now - timedelta(days=2):
                said = {"status": "done", "asked": ["team", "supporters"], "found": "well"}
                support.record_team_check_in(case, team.week, by=lead, at=team.due_at, **said)
        ongoing = case.stages.get(key="ongoing")
        if ongoing.due_at < self.now - timedelta(days=2):
            support.record_stage(
                case, "ongoing", by=lead, at=ongoing.due_at, **held | {"next_step": "nothing", "answers": {}}
            )
            support.close_case(case, by=lead, at=ongoing.due_at)

    def this_week(self):
        """One case for each thing that a manager can meet today."""
        day, hour = timedelta(days=1), timedelta(hours=1)
        self.report("Nneka", "physical", self.now - 40 * hour / 60, witness="Will")
        booked = self.begun(self.report("Will", "verbal", self.now - 4 * day))
        support.record_stage(
            booked,
            "defusing",
            by=booked.lead,
            outcome="booked",
            booked_for=self.now + 2 * hour,
            at=self.now - day,
        )
        self.begun(self.report("Sunita", "online", self.now - 9 * day))
        self.begun(self.report("Joe", "physical", self.now - 12 * day))
        self.begun(self.report("Carys", "threat", self.now - 14 * day))
        self.report("Maya", "physical", self.now - 2 * day)
        self.report("Grace", "threat", self.now - 3 * day)
        self.guard()
        self.in_confidence()
        self.report("Paulo", "verbal", self.now - 2 * day)

    def begun(self, case):
        """The first talks have been held, and the debriefing was offered once its time had come."""
        at = case.opened_at + timedelta(hours=1)
        held = {"outcome": "held", "next_step": "go_on"}
        support.record_stage(
            case, "immediate", by=case.lead, at=at, answers={"safe": "yes", "first_aid": "no"}, **held
        )
        support.record_stage(
            case, "demobilising", by=case.lead, at=at, answers={"thanked": "yes", "told": "yes"}, **held
        )
        incidents.move(case.incident, by=case.lead, to="reviewing", at=at)
        return case

    def guard(self):
        """A contractor's guard, who has no account and support all the same."""
        contractor = Contractor.objects.named("Castle Security")
        guard = Affected(
            "responder", name="Kieran Doyle", contact="kieran.doyle@guards.example", contractor=contractor
        )
        incidents.report(
            by=self.people["Tom"],
            affected=[guard],
            alleged=[Alleged("relative")],
            at=self.now - timedelta(days=1),
            **self.facts("physical", self.now - timedelta(days=1), self.trust.teams["Emergency Department"]),
        )

    def in_confidence(self):
        incidents.report(
            by=self.people["Lena"],
            affected=[Affected("harmed", user=self.people["Lena"])],
            alleged=[Alleged("patient")],
            sealed_to=self.people["Sasha"],
            at=self.now - timedelta(days=1),
            **self.facts("indecent_exposure", self.now - timedelta(days=1), self.trust.teams["Oak Ward"]),
        )

    def report(self, name, kind, at, *, witness=None) -> Case:
        """Somebody reports for themselves, an hour after it happened; returns their case."""
        me = self.people[name]
        affected = [Affected("harmed", user=me)]
        if witness:
            affected.append(Affected("witness", user=self.people[witness]))
        who = self.dice.choice(["patient", "patient", "relative", "public"])
        facts = self.facts(kind, at, me.team)
        incident = incidents.report(by=me, affected=affected, alleged=[Alleged(who)], at=at, **facts)
        return incident.involved.get(user=me).case

    def facts(self, kind, at, team):
        happened = timezone.localtime(at - timedelta(hours=1))
        return {
            "kinds": [kind],
            "occurred_on": happened.date(),
            "occurred_time": happened.time().replace(second=0, microsecond=0),
            "team": team,
            "place": self.dice.choice(["Bay 3", "Reception", "Corridor", "Treatment room", "At home"]),
            "what_happened": WORDS[kind],
            "everyone_safe": "yes",
            "harm": self.dice.choice(["none", "low", "low", "moderate"]) if kind == "physical" else "none",
            "characteristics": ["race"] if kind == "harassment" else [],
            "hate_motive": "yes" if kind == "harassment" else "no",
        }

    def the_panel(self):
        """Last week's meeting, one report reviewed and two actions assigned; this week's is still to be opened."""
        chair, coordinator = self.people["Chi"], self.people["Cora"]
        last_week = self.now - timedelta(days=7)
        panel = reviews.make_panel(
            by=self.people["Viv"],
            site=self.trust.sites["Northshire General"],
            name="Northshire General weekly panel",
            rhythm="weekly",
            weekday=timezone.localtime(self.now).weekday(),
            starts_at=time(14),
            at=self.now - timedelta(days=21),
        )
        meeting = reviews.open_meeting(panel, by=coordinator, at=last_week)
        item = meeting.items.order_by("pk").first()
        review = sbar.empty() | {
            "situation_notes": "A busy evening and a long wait for a bed.",
            "assessment_notes": "Nobody had explained how long the wait would be.",
        }
        reviews.record_review(
            item, by=chair, version=item.version, review=review, decision="keep_open", at=last_week
        )
        today = timezone.localdate(self.now)
        for kind, what, owner, days in [
            ("workflow", "Put a waiting-time screen at reception", "Tom", -1),
            ("training", "Hold a de-escalation refresher", "Maya", 6),
        ]:
            due_on = today + timedelta(days=days)
            owner = self.people[owner]
            reviews.assign(item, by=chair, kind=kind, what=what, owner=owner, due_on=due_on, at=last_week)
        reviews.close_meeting(meeting, by=coordinator, at=last_week)

    def publish(self):
        month = month_of(self.now - timedelta(days=30 * MONTHS_BEFORE))
        while month_after(month) <= month_of(self.now):
            publish_month(month, at=datetime.combine(month_after(month), self.now.time(), self.now.tzinfo))
            month = month_after(month)

    def forget_old_messages(self):
        """What was written more than a day ago counts as sent and read; the rest leaves by the worker."""
        yesterday = self.now - timedelta(days=1)
        with override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"):
            while mail.gather(yesterday):
                pass
            mail.deliver_all(yesterday)
        Notice.objects.filter(created_at__lt=yesterday).update(read_at=yesterday)
