"""How long a report is kept (B16). Pure functions of the settings."""

from datetime import date

from django.conf import settings

from incidents.models import Incident


def years(incident: Incident) -> int:
    """Twenty for a serious incident, ten for any other, unless the organisation has set its own."""
    is_serious = incident.harm == Incident.Harm.SEVERE
    return settings.RETENTION_YEARS_SERIOUS if is_serious else settings.RETENTION_YEARS


def kept_until(incident: Incident) -> date:
    """The day on which it is looked at to be destroyed, unless there is a legal hold."""
    on, later = incident.occurred_on, years(incident)
    try:
        return on.replace(year=on.year + later)
    except ValueError:  # 29 February
        return on.replace(year=on.year + later, day=28)
