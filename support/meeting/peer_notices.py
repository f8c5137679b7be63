"""What peer supporters, and those who ask for one, are told. No line says who, where or why."""

from people.notices import tell, tell_all
from support.notices import OWN_PAGE

REGISTER, OWN_REGISTER = "/support/peers/", "/support/peers/me/"


def put_in_touch(match, at) -> None:
    """The supporter reads who it is on their own page; the colleague hears that somebody will be in touch."""
    tell(
        match.supporter.user,
        key=f"match.{match.pk}.{match.supporter_id}",
        line="A colleague would like to hear from you. Please see who, and get in touch.",
        link=OWN_REGISTER,
        soon=True,
        at=at,
    )
    if match.case.person.user:
        tell(
            match.case.person.user,
            key=f"match.{match.pk}.{match.supporter_id}.person",
            line="Somebody you asked for will be in touch with you.",
            link=OWN_PAGE,
            soon=True,
            at=at,
        )


def asked_to_come(asked, at) -> None:
    """At once, at any hour. Where stands behind the sign-in."""
    tell(
        asked.to,
        key=f"come_now.{asked.pk}",
        line="A colleague asks for you now. Please see where to call.",
        link=f"/support/who-can-come/{asked.pk}/",
        urgent=True,
        at=at,
    )


def answered_to_come(asked, at) -> None:
    tell(
        asked.asked_by,
        key=f"come_now.{asked.pk}.{at:%Y%m%d%H%M%S}",
        line="A colleague you asked for has answered.",
        link=f"/support/who-can-come/{asked.pk}/",
        urgent=True,
        at=at,
    )


def ask_supporters(supporters, at) -> None:
    line = "How are you with supporting colleagues? One tap is enough."
    tell_all(
        [(one.user, f"supporter.{one.pk}.asked.{at:%Y%m%d}", line, OWN_REGISTER) for one in supporters], at=at
    )


def supporter_needs_word(check, keepers, at) -> None:
    line = "A peer supporter would like a word with you."
    tell_all(
        [(to, f"supporter.check.{check.pk}.{to.pk}", line, REGISTER) for to in keepers], soon=True, at=at
    )


def supporter_silent(check, keepers, at) -> None:
    line = "A peer supporter has not said how they are. Please have a word."
    tell_all([(to, f"supporter.check.{check.pk}.{to.pk}.silent", line, REGISTER) for to in keepers], at=at)
