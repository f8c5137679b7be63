"""What the reporter is told after sending: what happens next for each person, and help that fits what
happened."""

from incidents import kinds, signals


def each_person(incident, reader) -> list[dict]:
    """Everybody affected, the reader first, with plain sentences about what happens next (R47, R83)."""
    answers = signals.asked_who_helps.send(sender=type(incident), incident=incident)
    helpers = {pk: name for _, names in answers if names for pk, name in names.items()}
    people = sorted(incident.involved.select_related("user"), key=lambda person: person.user_id != reader.pk)
    return [
        {
            "person": person,
            "is_reader": person.user_id == reader.pk,
            "next": _next(person, helpers.get(person.pk), reader),
        }
        for person in people
    ]


def _next(person, helper, reader):
    if person.user_id == reader.pk:
        return [
            f"{helper or 'Your manager, or whoever stands in for them,'} is asked to contact you today, "
            "to see that you "
            "are safe and what you need.",
            "You have a page called “My support”. It shows who will help and when. You can say yes or no "
            "to anything "
            "there, and change your mind.",
        ]
    who = helper or "Their manager, or whoever stands in for them,"
    if person.user_id:
        return [
            f"{who} is asked to contact them today. They have a page of their own that shows the support "
            "they can have."
        ]
    if not person.is_named:
        return [f"{who} is asked to find out today who they are, and what they need."]
    return [f"{who} is asked to contact them today, by phone or email, because they have no account here."]


def help_with(incident) -> dict[str, bool]:
    """Which kinds of help the page names, from what the kinds switch on."""
    chosen = [kinds.KINDS[key] for key in incident.kinds]
    return {
        "police": any(kind.suggests_police for kind in chosen),
        "injury": any(kind.is_physical for kind in chosen),
        "sexual": any(kind.may_be_sealed for kind in chosen),
        "hate": incident.hate_motive == incident.Answer.YES
        or any(kind.asks_characteristic for kind in chosen),
        "colleague": incident.alleged.filter(kind="colleague").exists(),
    }
