"""The wording of each message this room sends. None says what happened, or to whom."""

from django.urls import reverse

from people.notices import tell


def received(incident, *, at):
    """The reporter knows at once that nothing was lost."""
    _tell_reporter(incident, f"received:{incident.pk}", f"We have your report {incident.reference}", at)


def being_reviewed(incident, *, at):
    _tell_reporter(
        incident, f"reviewing:{incident.pk}", f"Your report {incident.reference} is being reviewed", at
    )


def corrected(incident, *, by, at):
    """Said to the reporter when somebody else changed the words."""
    if by.pk != incident.reporter_id:
        number = incident.history.count()
        _tell_reporter(
            incident,
            f"corrected:{incident.pk}:{number}",
            f"Your report {incident.reference} has been corrected",
            at,
        )


def _tell_reporter(incident, key, line, at):
    if incident.reporter:
        link = reverse("incidents:detail", args=[incident.reference])
        tell(incident.reporter, key=f"incident-{key}", line=line, link=link, at=at)
