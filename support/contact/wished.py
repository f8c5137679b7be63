"""What pages show of how somebody wants to be contacted, and of what is watched for (R12, R66)."""

from dataclasses import dataclass
from datetime import date, datetime

from people.models import User
from support import access
from support.contact import wishes
from support.contact.avoided import names
from support.deadlines import london_day
from support.models import Case, Preference


@dataclass(frozen=True)
class Wishes:
    """How somebody wants to be contacted, in the words of a page. `hears` may be asked to take the case over, and
    `avoids` are those they would rather not hear from."""

    rows: list[tuple[str, str]]
    is_silent: bool
    hears: object
    may_take: bool
    avoids: list[User]


def wishes_of(case: Case, reader: User, at: datetime) -> Wishes | None:
    """What `reader` sees of it. Nobody reads that they are the one who is not wanted."""
    wish = getattr(case, "preference", None)
    if wish is None:
        return None
    on = london_day(at)
    chosen = wishes.who(wish, on)
    hears = chosen if chosen and chosen != case.lead else None
    return Wishes(
        rows=rows_of(wish, on),
        is_silent=wishes.how(wish, on) == Preference.How.NOT_AT_ALL,
        hears=hears,
        may_take=bool(hears and access.can_take(hears, case)),
        avoids=[one for one in names(wish) if one != reader],
    )


def rows_of(wish: Preference, on: date) -> list[tuple[str, str]]:
    """What was said, line by line; the person reads the same."""
    on_leave = wishes.is_on_leave(wish, on)
    said = [
        ("How", _how(wish)),
        ("Other contact", wish.contact),
        ("Best times", ", ".join(Preference.PartOfDay(one).label for one in wish.best_times)),
        ("Not on", ", ".join(wishes.DAYS[day] for day in wish.not_on)),
        ("What makes it easier", wish.needs),
        ("Would like to hear from", str(wish.hear_from or "")),
        ("While on sick leave", _on_leave(wish) if on_leave else ""),
        ("Union representative", "May be asked how it is going" if wish.rep_may_be_asked else ""),
    ]
    return [(name, words) for name, words in said if words]


def _how(wish):
    if wish.how == Preference.How.NOT_AT_ALL and wish.not_until:
        return f"Not at all until {wish.not_until.day} {wish.not_until:%B %Y}"
    return wish.get_how_display() if wish.how else ""


def _on_leave(wish):
    until = f", until {wish.on_leave_until.day} {wish.on_leave_until:%B %Y}" if wish.on_leave_until else ""
    by = f", {wish.on_leave_by} only" if wish.on_leave_by else ""
    return f"{_LEAVE[wish.on_leave]}{by}{until}"


_LEAVE = {
    Preference.OnLeave.AS_USUAL: "May be contacted as above",
    Preference.OnLeave.PHONE: "May be contacted by phone",
    Preference.OnLeave.EMAIL: "May be contacted by email",
    Preference.OnLeave.TEXT: "May be contacted by text message",
    Preference.OnLeave.NOT_AT_ALL: "Not to be contacted",
}


def shown(case: Case, user: User, at: datetime) -> dict:
    """What the page of a case shows of all this."""
    return {
        "wishes": wishes_of(case, user, at),
        "watch": case.watches.filter(decided_at=None).first(),
        "watched": case.watches.exclude(decided_at=None).select_related("decided_by"),
        "team_check_ins": case.team_check_ins.all(),
    }
