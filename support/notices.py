"""The wording of each message this room sends. No line says what happened, of what kind, where, or to whom.

An email is read on locked screens and over shoulders: the line says that something waits, the page behind
sign-in says what. The lines of reminders stand in chases.py.
"""

from incidents.access import can_review
from people.notices import tell

OWN_PAGE = "/support/me/"


def case_opened(case, at) -> None:
    """The lead is told at once, at any hour; the person themselves by day, or when the night is over.

    While nobody knows who the person is, those who look after the report have been told already (incidents/notices.py);
    a lead who is not one of them hears of it once an hour (I5).
    """
    key = f"case.{case.pk}.lead.{case.lead_id}"
    if not case.person.is_named:
        if can_review(case.lead, case.incident):
            return
        key = f"case.unnamed.{case.lead_id}.{at:%Y%m%d%H}"
    tell(
        case.lead,
        key=key,
        line="A colleague needs your support. Please see today what they need first.",
        link=case_page(case.pk),
        urgent=True,
        at=at,
    )
    if case.person.user:
        support_started(case, at)


def support_started(case, at) -> None:
    tell(
        case.person.user,
        key=f"case.{case.pk}.person",
        line="Your support has started. See what happens next, and who will be in touch.",
        link=OWN_PAGE,
        soon=True,
        at=at,
    )


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
