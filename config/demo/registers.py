"""Policies, consultations and comments of the invented trust: one of each that is in order, and one that waits."""

from datetime import timedelta

from django.utils import timezone

from audit import comments, consultations, policies
from audit.models import Publication

DAY = timedelta(days=1)


def registers(story) -> None:
    violence = the_policies(story)
    the_consultations(story, violence)
    the_comments(story)


def the_policies(story):
    """One reviewed in time, one due soon, one past its date, one that has been replaced."""
    people, today = story.people, timezone.localdate(story.now)
    viv, added = people["Viv"], story.now - 300 * DAY

    def add(title, what_for, owner, reviewed, following, **more):
        facts = {
            "reviewed_on": today - reviewed * DAY,
            "next_on": today + following * DAY,
            "version": "2.0",
        } | more
        return policies.add_policy(
            by=viv, title=title, what_for=what_for, owner=people[owner], at=added, **facts
        )

    violence = add(
        "Preventing and reducing violence",
        "How we keep each other safe, and what everybody who is hurt can count on.",
        "Viv",
        400,
        20,
        version="4.1",
        reference="https://intranet.northshire.example/policies/violence",
        serves="VPRS 1.10, 4.2",
        has_support=True,
    )
    policies.review_policy(
        violence,
        by=viv,
        on=today - 40 * DAY,
        outcome="changed",
        version="5.0",
        reference="https://intranet.northshire.example/policies/violence-5",
        what_changed="Witnesses are named beside those who were hurt, and support has dates.",
        has_support=True,
        next_on=today + 690 * DAY,
        at=story.now - 40 * DAY,
    )
    lone = "Working alone and in other people's homes"
    add(
        lone,
        "Who knows where you are, and what to do when a visit feels wrong.",
        "Ines",
        350,
        15,
        reference="Policy library, H12",
    )
    leave = "Special leave, court and sickness"
    add(
        leave,
        "Time off after an incident, and what happens to pay.",
        "Hana",
        380,
        -12,
        reference="Policy library, W4",
    )
    old = add("Zero tolerance", "Replaced by the policy on violence.", "Viv", 900, 5, reference="Archive")
    policies.retire_policy(old, by=viv, at=story.now - 200 * DAY)
    return violence


def the_consultations(story, violence) -> None:
    people, today = story.people, timezone.localdate(story.now)
    ended = consultations.consult(
        by=people["Viv"],
        title="Does the new violence policy say what you need?",
        about=violence,
        question="Is it clear what you can count on after an incident? What is missing?",
        with_whom=["staff_side", "networks"],
        opens_on=today - 90 * DAY,
        closes_on=today - 60 * DAY,
        how="Write to Viv Archer, or come to the staff side meeting.",
        owner=people["Viv"],
        at=story.now - 90 * DAY,
    )
    consultations.end_consultation(
        ended,
        by=people["Viv"],
        said="Witnesses felt left out. Staff side asked for dates by which support is given.",
        outcome="changed",
        because="Version 5.0 names witnesses, and says by when each kind of support is offered.",
        at=story.now - 20 * DAY,
    )
    consultations.consult(
        by=people["Viv"],
        title="Which alarm for home visits?",
        question="Two alarms can be tried on the late round. Which would you carry, and what would stop you?",
        with_whom=["unions", "teams"],
        opens_on=today - 5 * DAY,
        closes_on=today + 16 * DAY,
        how="Talk to Ines Duarte, or write to her by email.",
        owner=people["Ines"],
        at=story.now - 5 * DAY,
    )


def the_comments(story) -> None:
    """One on the newest figures that Viv has answered, and one that waits for her."""
    una, newest = story.people["Una"], Publication.objects.first()

    def since(days):
        """So many days ago, and never before the figures came out."""
        return max(story.now - days * DAY, newest.at)

    answered = comments.comment(
        newest,
        by=una,
        words="Members on nights tell us that nobody rings before the shift is over. Can nights be looked at?",
        measure="contact",
        at=since(6),
    )
    comments.answer_comment(
        answered,
        by=story.people["Viv"],
        words="We will look at nights with the site managers this month and tell you what we find.",
        at=since(3),
    )
    comments.comment(
        newest,
        by=una,
        words="More reports online: what is done for those who find their photo on a public page?",
        measure="incidents",
        at=since(2),
    )
