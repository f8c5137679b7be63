"""Form fields for dates and times as people write them."""

import calendar
import datetime
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

MONTHS = {
    name.lower(): n
    for names in (calendar.month_name, calendar.month_abbr)
    for n, name in enumerate(names)
    if n
}
PARTS = ("day", "month", "year")

# 23:05, 23.05, 23h05, 2305, 905, 9, 9am, 9:5 pm
TIME = re.compile(
    r"(?:(\d{1,2})[:.h ](\d{1,2})|(\d{1,2}?)(\d\d)|(\d{1,2}))\s*(am|pm)?", re.IGNORECASE | re.ASCII
)


class DatePartsWidget(forms.MultiWidget):
    """Three boxes named `<name>_day`, `<name>_month` and `<name>_year`."""

    def __init__(self, attrs=None):
        super().__init__(dict.fromkeys(PARTS, forms.TextInput), attrs)

    def decompress(self, value):
        if not value:
            return ["", "", ""]
        date = datetime.date.fromisoformat(value) if isinstance(value, str) else value
        return [date.day, date.month, date.year]


class DateParts(forms.MultiValueField):
    """A date in three boxes. An error's code names the box that is wrong, when one is.

    Say `future=False` for something that has happened and `past=False` for something still to come.
    """

    widget = DatePartsWidget
    default_error_messages = {
        "required": "Enter a date",
        "real": "Enter a real date",
        "future": "The date must be today or in the past",
        "past": "The date must be today or in the future",
    }

    def __init__(self, *, future=True, past=True, **kwargs):
        self.future, self.past = future, past
        super().__init__([forms.CharField(required=False) for _ in PARTS], require_all_fields=False, **kwargs)

    def clean(self, value):
        parts = [str(part or "").strip() for part in value or ("", "", "")]
        if not any(parts):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        date = self._read(parts)
        if not self.future and date > timezone.localdate():
            raise ValidationError(self.error_messages["future"], code="future")
        if not self.past and date < timezone.localdate():
            raise ValidationError(self.error_messages["past"], code="past")
        self.run_validators(date)
        return date

    def compress(self, data_list):
        return self.clean(data_list)

    def _read(self, parts):
        missing = [name for name, part in zip(PARTS, parts, strict=True) if not part]
        if missing:
            raise ValidationError(f"The date must include a {' and a '.join(missing)}", code=missing[0])
        day, month, year = parts
        month = str(MONTHS.get(month.lower(), month))
        if not _is_number(day) or not 1 <= int(day) <= 31:
            raise ValidationError("The day must be a number from 1 to 31", code="day")
        if not _is_number(month) or not 1 <= int(month) <= 12:
            raise ValidationError("The month must be a number from 1 to 12, or its name", code="month")
        if not _is_number(year) or len(year) != 4 or int(year) < 1900:
            raise ValidationError("The year must have 4 numbers, like 2026", code="year")
        try:
            return datetime.date(int(year), int(month), int(day))
        except ValueError:
            raise ValidationError(self.error_messages["real"], code="real") from None

    def has_changed(self, initial, data):
        try:
            return initial != self.clean(data)
        except ValidationError:
            return True


class TimeText(forms.CharField):
    """A time in one box, however people write it: 2305, 23.05, 23:05, 9:5am, midday."""

    default_error_messages = {
        "required": "Enter a time",
        "invalid": "Enter a real time, like 9:30am or 23:05",
    }

    def prepare_value(self, value):
        return f"{value:%H:%M}" if isinstance(value, datetime.time) else value

    def to_python(self, value):
        if isinstance(value, datetime.time):
            return value
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        try:
            return parse_time(text)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def has_changed(self, initial, data):
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True


def parse_time(text):
    """The time that somebody wrote; ValueError when it cannot be one."""
    text = text.strip().lower()
    if text in ("midday", "noon"):
        return datetime.time(12)
    if text == "midnight":
        return datetime.time(0)
    found = TIME.fullmatch(text.replace("a.m.", "am").replace("p.m.", "pm"))
    if not found:
        raise ValueError(f"not a time: {text!r}")
    hour, minute = (int(part) for part in (found[1] or found[3] or found[5], found[2] or found[4] or 0))
    if found[6] and hour > 12 or (found[6] and hour == 0):
        raise ValueError(f"not a time: {text!r}")
    if found[6]:
        hour = hour % 12 + (12 if found[6] == "pm" else 0)
    return datetime.time(hour, minute)


def _is_number(text):
    return text.isascii() and text.isdigit()
