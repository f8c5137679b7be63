"""What a report says, as its page shows it: every name only to those who may know it."""

from incidents import access, third_party
from incidents.forms.optional import PERCEIVED
from incidents.models import InvolvedPerson

# Asked with a few answers, in the order of the page; a text that belongs to an answer stands under it.
SHORT = {
    "harm": ("Anyone hurt", ""),
    "first_aid": ("First aid given", ""),
    "everyone_safe": ("Everyone safe", ""),
    "weapon": ("Weapon", "weapon_what"),
    "restraint": ("Anyone held or restrained", ""),
    "security": ("Security called", ""),
    "police": ("Police told", "police_reference"),
}
PROTECTED = "A colleague, whose name is protected"
UNNAMED = "Their name is not passed on: they do not want to be named"


def shown(incident, user) -> dict:
    return {
        "people": [_person(one, user) for one in _involved(incident)],
        "told": _told(incident),
        "answers": [_answer(incident, name, label, more) for name, (label, more) in SHORT.items()],
        "specified": [label for key, label in incident._meta.get_field("specified").base_field.choices
                      if key in incident.specified],
        "perceived_by": [PERCEIVED[key] for key in incident.perceived_by],
        "third_party": third_party.harassed(incident),
        "reported_by": reporter_words(incident, user),
    }  # fmt: skip


def reporter_words(incident, user) -> str:
    """Who reported it, in words that this reader may know; nothing where a name is not theirs to see."""
    if access.can_know_reporter(user, incident):
        how = f": “{incident.get_reported_as_display()}”" if incident.reported_as else ""
        return f"{incident.reporter or 'Not known'}{how}"
    return PROTECTED if incident.protected_to_id else ""


def known(incident, name) -> str:
    value = getattr(incident, name)
    return "Not known" if value == "not_known" else getattr(incident, f"get_{name}_display")()


def _involved(incident):
    people = list(incident.involved.select_related("user", "contractor"))
    for person in people:
        person.incident = incident  # already read
    return people


def _person(person, user):
    incident = person.incident
    asks = access.can_record_consent(user, person) and person.is_named and not incident.is_imported
    reaches = access.can_review(user, incident) and access.can_name(user, person)
    return {
        "person": person,
        "name": name_of(person, user),
        "contact": person.contact if reaches else "",
        "contractor": person.contractor if reaches else None,
        "consent": person.get_consent_display() if asks else "",
        "may_ask": asks,
        "not_asked": asks and person.consent == InvolvedPerson.Consent.NOT_ASKED,
        "is_unnamed": asks and person.consent == InvolvedPerson.Consent.UNNAMED,
    }


def name_of(person, user) -> str:
    if access.can_name(user, person):
        return str(person)
    return PROTECTED if access.can_see_names(user, person.incident) else "A colleague"


def _told(incident):
    """The longer texts besides the account itself, where something was written."""
    texts = [
        ("What was said", incident.what_was_said),
        ("What the reporter did", incident.what_was_done),
        ("Injuries", incident.injuries),
    ]
    return [(label, text) for label, text in texts if text]


def _answer(incident, name, label, more):
    return label, known(incident, name), getattr(incident, more) if more else ""


def name_for_regulator(person, incident, user) -> str:
    """The regulator asks for the name of whoever was injured; a protected name stays protected."""
    is_reporter = person.user_id is not None and person.user_id == incident.reporter_id
    hidden = incident.protected_to_id and is_reporter and not access.can_know_reporter(user, incident)
    return PROTECTED if hidden else str(person)
