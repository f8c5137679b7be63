"""What makes the yearly figures of the invented trust: colleagues who say something of themselves; and its wider trends."""

from datetime import timedelta

from incidents import actions as incidents
from incidents.models import Incident
from people.equality import keeping
from people.equality.characteristics import CHARACTERISTICS, NOT_SAID

TRENDS = (
    "Online campaign against a service",
    "After national events",
    "Misinformation about vaccination",
    "Waiting times in the news",
)
DAY = timedelta(days=1)


def equality(story) -> None:
    answers(story)
    trends(story)


def answers(story) -> None:
    """Everybody on a ward says some of it, and some would rather not say the rest. Nobody else has seen the page yet."""
    on_a_ward = [one for one in story.people.values() if one.team]
    for number, one in enumerate(on_a_ward):
        said = {
            "sex": "female" if number % 2 else "male",
            "age": "from_25" if number % 4 < 2 else "from_45",
            "race": "white" if number % 3 else "asian",
            "disability": "yes" if number % 7 == 3 else "no",
            "pregnancy": "no",
            "marriage": "married" if number % 2 else "neither",
        }
        left = {key: NOT_SAID for key in CHARACTERISTICS if key not in said and number % 2}
        keeping.keep_answers(by=one, answers=said | left, at=story.now - 30 * DAY)
    keeping.put_away(story.now)


def trends(story) -> None:
    """One that grew old is retired; the reports about the wait and those made online are marked."""
    viv, start = story.people["Viv"], story.now - 400 * DAY
    campaign, events, old, waits = (incidents.add_trend(by=viv, name=name, at=start) for name in TRENDS)
    incidents.retire_trend(old, by=viv, at=story.now - 60 * DAY)
    seen = {"verbal": waits, "online": campaign, "harassment": events}
    for incident in Incident.objects.visible_to(viv).order_by("reported_at"):
        trend = seen.get(incident.kinds[0])
        if trend and story.dice.random() < 0.7:
            incidents.mark_trends(incident, by=viv, trends=[trend], at=incident.reported_at + DAY)
