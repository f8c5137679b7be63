"""The wording of each message this room sends. No line says what happened, of what kind, where, or to whom.

An email is read on locked screens and over shoulders: the line says that something waits, the page behind
sign-in says what. The lines of reminders stand in chases.py.
"""

from incidents.access import can_review
from people.notices import tell, tell_all
from support.visits import door

OWN_PAGE = "/support/me/"


def cases_opened(cases, at) -> None:
    """The lead is told at once, at any hour; the person themselves by day, or when the night is over."""
    tell_all([told for case in cases if (told := _lead_of_new(case, at))], urgent=True, at=at)
    tell_all([_support_started(case) for case in cases if case.person.user], soon=True, at=at)


def _lead_of_new(case, at):
    """While nobody knows who the person is, those who look after the report have been told already
    (incidents/notices.py); a lead who is not one of them hears of it once an hour (I5)."""
    key = f"case.{case.pk}.lead.{case.lead_id}"
    if not case.person.is_named:
        if can_review(case.lead, case.incident):
            return None
        key = f"case.unnamed.{case.lead_id}.{at:%Y%m%d%H}"
    line = "A colleague needs your support. Please see today what they need first."
    return case.lead, key, line, case_page(case.pk)


def support_started(case, at) -> None:
    tell_all([_support_started(case)], soon=True, at=at)


def _support_started(case):
    line = "Your support has started. See what happens next, and who will be in touch."
    return case.person.user, f"case.{case.pk}.person", line, OWN_PAGE


def case_page(case_id) -> str:
    return f"/support/cases/{case_id}/"


def handed_over(case, at) -> None:
    """Whoever takes over is told at once, also when they had it before."""
    tell(
        case.lead,
        key=f"case.{case.pk}.handed.{case.lead_id}.{at:%Y%m%d%H%M%S}",
        line="Support for a colleague has been handed to you. Please see what is next.",
        link=case_page(case.pk),
        urgent=True,
        at=at,
    )


def call_wanted(case, at) -> None:
    """They asked for a call or find it harder: the lead is told at once, once an hour at most."""
    tell(
        case.lead,
        key=f"case.{case.pk}.call.{case.lead_id}.{at:%Y%m%d%H}",
        line="A colleague would like you to call them today.",
        link=case_page(case.pk),
        urgent=True,
        at=at,
    )


def looked_after_by_another(case, before, at) -> None:
    """Whoever looked after them may do so no longer: both they and the colleague hear that somebody else does now."""
    key = f"case.{case.pk}.passed.{before.pk}.{at:%Y%m%d%H%M%S}"
    tell(
        before,
        key=f"{key}.before",
        line="Somebody else looks after a colleague from now on, because your role has changed.",
        link="/support/",
        at=at,
    )
    line = "Somebody else looks after you from now on. See who on your own page."
    if case.person.user:
        tell(case.person.user, key=f"{key}.person", line=line, link=OWN_PAGE, soon=True, at=at)
    else:
        door.send(case, door.OWN, line, at=at)


def help_opened(help, at) -> None:
    """Whoever owns it hears of it, unless they look after the case and opened it themselves a moment ago."""
    if help.owner_id and help.owner_id != help.case.lead_id:
        tell(
            help.owner,
            key=f"help.{help.pk}.owner.{help.owner_id}.{at:%Y%m%d}",
            line="Something for a colleague has come to you. Please see what is next.",
            link=f"/support/help/{help.pk}/",
            soon=True,
            at=at,
        )


def help_handed_on(help, before, at) -> None:
    """Whoever has it now, and whoever had it until now, unless both are one."""
    lines = (
        (help.owner, "Something for a colleague was handed to you. Please see what is next."),
        (before, "Something that you saw to for a colleague is somebody else's from now on."),
    )
    for to, line in lines:
        key = f"help.{help.pk}.handed.{to.pk}.{at:%Y%m%d%H%M%S}"
        tell(to, key=key, line=line, link=f"/support/help/{help.pk}/", soon=True, at=at)


def help_fell_to_lead(help, at) -> None:
    tell(
        help.case.lead,
        key=f"help.{help.pk}.fell.{help.case.lead_id}.{at:%Y%m%d}",
        line="Something for a colleague is yours to see to from now on. Please see what is next.",
        link=f"/support/help/{help.pk}/",
        soon=True,
        at=at,
    )


def help_told(help, at) -> None:
    """A role asked for it that may not know of the case: whoever leads it hears so, and they alone."""
    tell(
        help.case.lead,
        key=f"help.{help.pk}.told.{help.case.lead_id}.{at:%Y%m%d}",
        line="Something may be needed for a colleague. Please see what it is.",
        link=f"/support/help/{help.pk}/",
        soon=True,
        at=at,
    )


def help_to_ask(told, at) -> None:
    """Nobody is known to look after them: whoever asks hears of it, by day."""
    tell(
        told.keeper,
        key=f"help_told.{told.pk}.{told.keeper_id}",
        line="Please ask a colleague whether they need something.",
        link=f"/support/help/told/{told.pk}/",
        soon=True,
        at=at,
    )


def help_asked_for(help, at) -> None:
    tell(
        help.case.lead,
        key=f"help.{help.pk}.asked.{help.case.lead_id}.{at:%Y%m%d}",
        line="A colleague has asked you for something. Please see what they need.",
        link=case_page(help.case_id),
        soon=True,
        at=at,
    )


def help_to_agree(help, step, at) -> None:
    """Something waits for the colleague's own yes or no; without an account they get a link."""
    line, person = "Something waits for your answer. You may say yes or no.", help.case.person.user
    if person:
        key = f"help.{help.pk}.{step}.agree.{at:%Y%m%d%H%M}"
        tell(person, key=key, line=line, link=OWN_PAGE, soon=True, at=at)
    else:
        door.send(help.case, door.OWN, line, at=at)


def help_answered(help, at) -> None:
    """The colleague has answered: whoever owns it hears so, by day."""
    to = help.owner or help.case.lead
    tell(
        to,
        key=f"help.{help.pk}.answered.{to.pk}.{at:%Y%m%d}",
        line="A colleague has answered you. Please see what is next.",
        link=f"/support/help/{help.pk}/",
        at=at,
    )


def shared_with_health(consent, readers, at) -> None:
    """Somebody lets occupational health read something of theirs. Nobody else hears of it (B13)."""
    for user in readers:
        tell(
            user,
            key=f"shared.{consent.pk}.{user.pk}",
            line="A colleague has shared something with you.",
            link="/support/shared/",
            soon=True,
            at=at,
        )


def opened_in_emergency(row, governance, at) -> None:
    """Whoever leads the case and information governance are told at once, at any hour (security.md A6)."""
    if row.case:
        tell(
            row.case.lead,
            key=f"emergency.{row.pk}.lead",
            line="Something you look after was opened by somebody else in an emergency. See who, and why.",
            link=case_page(row.case_id),
            urgent=True,
            at=at,
        )
    for one in governance:
        tell(
            one,
            key=f"emergency.{row.pk}.{one.pk}",
            line="Somebody opened something in an emergency. Please look at who, and why.",
            link=f"/support/emergency/uses/{row.pk}/",
            urgent=True,
            at=at,
        )


def opened_many(reader, governance, at) -> None:
    """Nothing is stopped by it; whoever hears of it asks (security.md A7)."""
    for one in governance:
        tell(
            one,
            key=f"opened-many.{reader.pk}.{at:%Y%m%d%H%M}.{one.pk}",
            line="Somebody has opened many records within an hour. Please see who, and ask them about it.",
            link="/support/emergency/uses/",
            soon=True,
            at=at,
        )


def emergencies_wait(governance, week, at) -> None:
    for one in governance:
        tell(
            one,
            key=f"emergency.week.{week}.{one.pk}",
            line="Openings in an emergency wait for you to look at this week.",
            link="/support/emergency/uses/",
            at=at,
        )


def another_wanted(wish, at) -> None:
    """Somebody asks for somebody else: whoever decides is told, and not the one it is about."""
    tell(
        wish.owner,
        key=f"another.{wish.pk}.{wish.owner_id}",
        line="A colleague has asked for something. Please answer within two working days.",
        link=f"/support/cases/{wish.case_id}/another/",
        soon=True,
        at=at,
    )


def another_decided(case, at) -> None:
    line = "There is an answer to what you asked for. See your own page."
    if case.person.user:
        key = f"another.{case.pk}.decided.{at:%Y%m%d%H%M%S}"
        tell(case.person.user, key=key, line=line, link=OWN_PAGE, soon=True, at=at)
    else:
        door.send(case, door.OWN, line, at=at)


def statement_shared(share, to, at) -> None:
    tell(
        to,
        key=f"shared.{share.pk}.{to.pk}.{at:%Y%m%d%H%M%S}",
        line="A colleague would like you to read something of theirs.",
        link=f"/support/statements/{share.pk}/",
        at=at,
    )


def acknowledgements_owed(owed, at) -> None:
    """The senior leader hears by day that somebody is to hear from them (R69)."""
    line = "Somebody at work would value a few words from you. Please see whom to write to."
    told = [
        (
            one.owner,
            f"acknowledgement.{one.pk}.{one.owner_id}",
            line,
            f"/support/cases/{one.case_id}/acknowledge/",
        )
        for one in owed
    ]
    tell_all(told, soon=True, at=at)
