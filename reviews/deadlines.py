"""When a panel next meets and how late an action is. Pure functions of days."""

from datetime import date, timedelta

SOON = timedelta(days=3)


def next_meeting_on(weekday: int | None, today: date, held: date | None = None) -> date | None:
    """The next day the panel meets: today too, unless it met today (`held`). None when it meets ad hoc."""
    if weekday is None:
        return None
    start = today + timedelta(days=1) if held == today else today
    return start + timedelta(days=(weekday - start.weekday()) % 7)


def lateness(due_on: date | None, today: date) -> tuple[str, str]:
    """How urgent and in which words: ("overdue", "2 days overdue"). ("", "") when there is no date."""
    if due_on is None:
        return "", ""
    days = (due_on - today).days
    if days < 0:
        return "overdue", f"{_days(-days)} overdue"
    if days == 0:
        return "soon", "Due today"
    if days == 1:
        return "soon", "Due tomorrow"
    return ("soon" if due_on - today <= SOON else "", f"Due in {_days(days)}")


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
