"""The wording of each message this room sends. None says what happened or to whom, nor which report it is about: that
stands behind the link."""

from django.urls import reverse

from incidents import signals
from people.notices import tell, tell_all


def received(incident, *, at):
    """The reporter knows at once that nothing was lost."""
    _tell_reporter(incident, f"received:{incident.pk}", "We have your report", at)


def to_be_finished(draft):
    """A report written without signal has arrived, and something in it has to be answered before it can be sent."""
    link = reverse("incidents:report-check", args=[draft.pk])
    line = "Your report is not sent yet. Please look at it once more"
    tell(draft.by, key=f"incident-unfinished:{draft.pk}", line=line, link=link, soon=True)


def being_reviewed(incident, *, at):
    _tell_reporter(incident, f"reviewing:{incident.pk}", "A report you made is being reviewed", at)


def corrected(incident, *, by, at):
    """Said to the reporter when somebody else changed the words."""
    if by.pk != incident.reporter_id:
        number = incident.history.count()
        _tell_reporter(
            incident,
            f"corrected:{incident.pk}:{number}",
            "A report you made has been corrected",
            at,
        )


def _tell_reporter(incident, key, line, at):
    if incident.reporter:
        link = reverse("incidents:detail", args=[incident.reference])
        tell(incident.reporter, key=f"incident-{key}", line=line, link=link, at=at)


def fed_back(feedback, incident, *, at):
    tell(
        feedback.to,
        key=f"incident-answer:{feedback.pk}",
        line="There is an answer to a report you made",
        link=reverse("incidents:detail", args=[incident.reference]),
        at=at,
    )


def news_for_affected(incident, key, *, at, without=()):
    """Those affected who have an account; no line says more than that there is news."""
    people = incident.involved.exclude(user=None).exclude(user__in=without).select_related("user")
    link = reverse("support:me")
    tell_all(
        [
            (
                one.user,
                f"incident-news:{key}.{one.user_id}",
                "There is news about a report you are part of",
                link,
            )
            for one in people
        ],
        at=at,
    )


def delayed(delay, incident, *, reporters, seniors, listeners, at):
    """Each hears of it once, the reporters with a link to their own report. A listener may not be able to open it."""
    page = reverse("incidents:investigation", args=[incident.reference])
    tellings = [
        (user, "There is news about your report", reverse("incidents:detail", args=[own.reference]))
        for user, own in reporters
    ]
    tellings += [(user, "An investigation in your teams takes longer than planned", page) for user in seniors]
    tellings += [
        (user, "An investigation you asked to hear about takes longer than planned", "") for user in listeners
    ]
    tell_all(
        [(user, f"incident-news:delay.{delay.pk}.{user.pk}", line, link) for user, line, link in tellings],
        at=at,
    )


def closed(incident, reporters, *, at):
    for user, own in reporters:
        tell(
            user,
            key=f"incident-closed:{own.pk}.{at:%Y%m%d%H%M%S}",
            line="A report you made has been dealt with",
            link=reverse("incidents:detail", args=[own.reference]),
            at=at,
        )


def opened_again(reporters, *, at):
    for user, own in reporters:
        tell(
            user,
            key=f"incident-again:{own.pk}.{at:%Y%m%d%H%M%S}",
            line="A report you made is being looked at again",
            link=reverse("incidents:detail", args=[own.reference]),
            at=at,
        )


def merged(incident, *, at):
    _tell_reporter(
        incident,
        f"merged:{incident.pk}",
        "A report you made is looked at together with another one",
        at,
    )


def not_all_right(check, *, to, at):
    """Somebody is not all right after a shift: whoever is in charge hears it at once (R94)."""
    link = reverse("incidents:cross-review", args=[check.team_id, check.day.isoformat()])
    number = check.history.count()
    line = f"A colleague on {check.team} needs you now. Please call the shift"
    tell(to, key=f"not-all-right:{check.pk}:{number}", line=line, link=link, urgent=True, at=at)


def marks_of_the_day(team, day, *, to, at):
    """In the morning, to those who were off duty (R99)."""
    link = reverse("incidents:cross-review", args=[team.pk, day.isoformat()])
    line = f"Please look at the safety cross of {team} for {day:%A} {day.day} {day:%B}"
    tell_all([(one, f"cross:{day.isoformat()}:{team.pk}:{one.pk}", line, link) for one in to], at=at)


def handovers_missing(team, day, *, to, at):
    """A gentle word, once for a day (R94)."""
    link = reverse("incidents:cross-day", args=[team.pk, day.isoformat()])
    line = f"Some handovers of {team} on {day:%A} {day.day} {day:%B} are not recorded"
    tell(to, key=f"handovers:{day.isoformat()}:{team.pk}", line=line[:200], link=link, at=at)


def something_in_confidence(recipients, *, at):
    """One line however much it is, and by day; the same for a report, an addition and what was passed on (B7)."""
    link = reverse("incidents:confidential-inbox")
    line = "Something was sent to you in confidence"
    key = f"in-confidence:{at:%Y%m%dT%H%M%S%f}"
    tell_all([(user, f"{key}.{user.pk}", line, link) for user in recipients], soon=True, at=at)


def concern_raised(concern, *, at):
    """To the one who answers; no line says about what (R34)."""
    line = "A colleague has written to you and waits for an answer"
    tell(
        concern.to,
        key=f"concern:{concern.pk}.{concern.to_id}",
        line=line,
        link=_of(concern),
        soon=True,
        at=at,
    )


def concern_answered(concern, *, at):
    line = "There is an answer to what you wrote"
    _tell_raiser(concern, f"concern-answer:{concern.pk}", line, at)


def concern_passed(concern, *, at):
    """Whoever had it can no longer answer: the next one hears, and the one who raised it."""
    concern_raised(concern, at=at)
    key = f"concern-passed:{concern.pk}.{concern.to_id}"
    _tell_raiser(concern, key, "What you wrote is with another colleague now", at)


def _tell_raiser(concern, key, line, at):
    """Whoever has no account is reached by the room that looks after them."""
    if account := concern.raised_by or concern.person.user:
        tell(account, key=key, line=line, link=_of(concern), at=at)
    else:
        signals.told_without_account.send(sender=type(concern), person=concern.person, line=line, at=at)


def _of(concern):
    return reverse("incidents:concern-one", args=[concern.pk])


def confided_anew(incident, to, *, at):
    """To whoever has it now, and to the one who chose somebody else."""
    tell(
        to,
        key=f"incident-confided:{incident.pk}.{to.pk}.{at:%Y%m%d%H%M%S}",
        line="What a colleague received in confidence is with you now, for they have left.",
        link=reverse("incidents:detail", args=[incident.reference]),
        urgent=True,
        at=at,
    )
    line = "A report you made is with somebody else, for the colleague who had it has left"
    _tell_reporter(incident, f"confided:{incident.pk}.{to.pk}", line, at)


def owed_anew(users, before, *, at):
    """What a colleague owed has come to them."""
    key = f"incident-owed:{before.pk}.{at:%Y%m%d%H%M%S}"
    line = "What a colleague still owed is with you now. Your own page shows what it is."
    tell_all([(user, f"{key}.{user.pk}", line, "/") for user in users], urgent=True, at=at)
