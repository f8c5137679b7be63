"""When an injury may have to be told to the Health and Safety Executive (RIDDOR), and what the answers mean.

The software asks; a competent person decides, and the decision is recorded. Work-related violence is reported when it
caused a death, a specified injury, or a physical injury that keeps somebody from their normal work for more than seven
days; more than three days is recorded only. Shock, and disputes that are personal, are not reported. Source: the
Health and Safety Executive's guidance "Violence at work" and "Types of reportable incidents" (Reporting of Injuries,
Diseases and Dangerous Occurrences Regulations 2013, regulations 4 to 6 and 12).
"""

from incidents import kinds

# Regulation 4(1), shortened; the competent person reads the full list.
SPECIFIED = {
    "death": "Somebody died",
    "fracture": "A broken bone, other than a finger, thumb or toe",
    "amputation": "An arm, hand, finger, leg, foot or toe was lost",
    "sight": "Sight was lost or is reduced",
    "crush": "A crush injury to the head or body that harmed the brain or an organ",
    "burn": "A serious burn or scald",
    "scalping": "Scalping that needed hospital treatment",
    "unconscious": "Somebody was knocked unconscious, or lost consciousness from lack of air",
}
SPECIFIED_CHOICES = list(SPECIFIED.items())

# Why a decision is asked for. Several can be true at once.
BECAUSE = {
    "injury": "A physical injury was reported",
    "specified": "An injury was reported that may be a specified one",
    "over_three": "Somebody could not do their normal work for more than 3 days",
    "over_seven": "Somebody could not do their normal work for more than 7 days",
}
BECAUSE_CHOICES = list(BECAUSE.items())

_HURT = ("low", "moderate", "severe")


def asks(incident) -> list[str]:
    """Why this report needs a competent person to decide; empty when nothing physical was said (R40)."""
    found = []
    physical = any(kinds.KINDS[key].is_physical for key in incident.kinds)
    if incident.injuries.strip() or incident.first_aid == "yes" or (physical and incident.harm in _HURT):
        found.append("injury")
    if incident.specified:
        found.append("specified")
    return found


def because_of(days_unable: int) -> str:
    """What this many days away from normal work mean, or nothing."""
    if days_unable > 7:
        return "over_seven"
    return "over_three" if days_unable > 3 else ""
