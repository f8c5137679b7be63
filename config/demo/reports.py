"""What has been done with the invented trust's reports: handovers, a poster's three taps, an investigation that takes
longer, a person about whom something is in place, evidence, and something said in confidence.
"""

import io
from datetime import datetime, time, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from incidents import actions, shifts
from incidents.actions import confidential, days, delivering, handovers, posters
from incidents.cleaning import clean
from incidents.models import Incident, Mark, RiddorDecision
from people.deadlines import LONDON

DAY = timedelta(days=1)
ANSWER = "Thank you for telling us. We moved the chairs so that nobody waits behind the door, and spoke with the family."
LEARNT = "Say how long the wait is before somebody has to ask."


def look_after(incident: Incident, by, approver, prevention_lead, at: datetime) -> None:
    """Looked at, answered, learnt from and closed, as most reports are."""
    actions.move(incident, by=by, to="reviewing", at=at + DAY)
    actions.learn(incident, by=by, words=LEARNT, at=at + 3 * DAY)
    actions.feed_back(incident, by=by, words=ANSWER, at=at + 4 * DAY)
    if RiddorDecision.objects.filter(incident=incident).exists():
        actions.decide_riddor(
            incident, by=prevention_lead, found="no", why="Back at work the next day.", at=at + 4 * DAY
        )
    actions.move(incident, by=by, to="approving", at=at + 5 * DAY)
    actions.close(incident, by=approver, at=at + 6 * DAY)


def this_month(story) -> None:
    """The safety cross of Elm Ward: most shifts answered, two marks, and yesterday's late shift forgotten."""
    team, by, today = story.trust.teams["Elm Ward"], story.people["Dev"], timezone.localdate(story.now)
    for day in (today.replace(day=1) + n * DAY for n in range(today.day)):
        for shift in shifts.USUAL.shifts:
            ends = shifts.ends_at(day, shift)
            if ends > story.now or (day == today - DAY and shift.key == "late"):
                continue
            counts = {"verbal": 1} if (day.day, shift.key) in ((3, "early"), (9, "night")) else {}
            reported = {"all_reported": True} if counts else {}
            handovers.hand_over(
                team,
                by=by,
                day=day,
                shift=shift.key,
                counts=counts,
                all_right=True,
                at=ends - timedelta(minutes=10),
                **reported,
            )
    for mark in Mark.objects.filter(team=team).order_by("day"):
        found = [days.Found(mark, is_elsewhere=True, is_checked=True)]
        days.review_day(team, by=story.people["Maya"], day=mark.day, found=found, at=story.now - DAY)


def this_week(story) -> None:
    people, teams, now = story.people, story.trust.teams, story.now
    posters.replace_poster(teams["Elm Ward"], by=people["Maya"], at=now - 30 * DAY)
    actions.report_quick(
        team=teams["Elm Ward"], code="DEMO-ONE-TAP", what="verbal", whom="colleague", safe="yes",
        sentence="Shouted at her at the desk.", at=now - timedelta(hours=2),
    )  # fmt: skip
    _somebody_known(story)
    _takes_longer(story)
    confidential.confide(
        "demo", recipient=people["Sasha"], role="sexual_safety_lead", kinds=["sexual_harassment"],
        what_happened="A colleague keeps making remarks about my body. I do not want my manager to know yet.",
        when="", team=None, wants_support=True, at=now - 3 * DAY,
    )  # fmt: skip
    delivering.deliver(at=now - 2 * DAY)


def _somebody_known(story):
    """The same patient in two reports, an agreement with him, a photo and a recording."""
    people, now = story.people, story.now
    first, second = (
        Incident.objects.filter(reporter=people[name], status__in=("holding", "reviewing"))
        .order_by("reported_at")
        .first()
        for name in ("Will", "Nneka")
    )
    for incident in (first, second):
        alleged = incident.alleged.first()
        alleged = actions.name_alleged(
            incident,
            by=people["Maya"],
            kind="patient",
            identifier="Bed 4, Mr Hale",
            alleged=alleged,
            at=now - DAY / 2,
        )
    actions.put_in_place(
        first.alleged.get(),
        by=people["Maya"],
        kind="agreement",
        facts="On two days he raised his voice and his fist at staff who brought his meal.",
        starts_on=timezone.localdate(now),
        review_on=timezone.localdate(now) + 180 * DAY,
        told="yes",
        told_on=timezone.localdate(now),
        at=now - DAY / 4,
    )
    photo = SimpleUploadedFile("IMG_0001.jpg", _picture(), content_type="image/jpeg")
    actions.add_evidence(second, clean(photo), by=people["Nneka"], shows="The table as we found it", at=now)
    actions.note_footage(
        second,
        by=people["Maya"],
        kind="cctv",
        reference="CAM 12, corridor",
        custodian="Security office",
        held_at="Northshire General",
        kept_until=timezone.localdate(now) + 28 * DAY,
        at=now,
    )


def _takes_longer(story):
    people, now = story.people, story.now
    incident = (
        Incident.objects.filter(reporter=people["Carys"], status="reviewing").order_by("-reported_at").first()
    )
    found = actions.investigate(incident, by=people["Tom"], lead=people["Tom"], at=now - 10 * DAY)
    until = datetime.combine(timezone.localdate(now) + 40 * DAY, time(17), LONDON)
    actions.delay(found, by=people["Tom"], reason="police", until=until, at=now - 2 * DAY)
    words = "The police have taken it up. We will tell you as soon as they let us go on."
    actions.tell_affected(found, by=people["Tom"], words=words, at=now - DAY)


def _picture():
    image = Image.new("RGB", (640, 400), "#d8dde0")
    ImageDraw.Draw(image).rectangle((180, 220, 460, 250), fill="#768692")
    file = io.BytesIO()
    image.save(file, "JPEG")
    return file.getvalue()
