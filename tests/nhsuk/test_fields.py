"""Dates and times are read however people write them, and a wrong one says what is wrong."""

import contextlib
import datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from nhsuk.fields import DateParts, TimeText, parse_time


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("2305", "23:05"),
        ("23.05", "23:05"),
        ("23:05", "23:05"),
        ("23h05", "23:05"),
        ("23 05", "23:05"),
        ("905", "09:05"),
        ("0905", "09:05"),
        ("9:5", "09:05"),
        ("9:5am", "09:05"),
        ("9.05 pm", "21:05"),
        ("9", "09:00"),
        ("9am", "09:00"),
        ("9 p.m.", "21:00"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("12:30AM", "00:30"),
        ("0000", "00:00"),
        ("00:00", "00:00"),
        ("midday", "12:00"),
        ("Noon", "12:00"),
        (" midnight ", "00:00"),
        ("1130pm", "23:30"),
    ],
)
def test_a_time_is_read_however_it_is_written(typed, time):
    assert f"{TimeText().clean(typed):%H:%M}" == time


@pytest.mark.parametrize(
    "typed",
    [
        "24:00",
        "2400",
        "25",
        "23:60",
        "2360",
        "13am",
        "23:05pm",
        "0am",
        "teatime",
        "9:",
        ":30",
        "12345",
        "9:05:10",
        "-9",
        "+9",
        "9am pm",
        "٢٣:٠٥",
        "=9",
        "9\x00",
        "1e1",
    ],
)
def test_what_cannot_be_a_time_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError, match=r"Enter a real time, like 9:30am or 23:05|Null characters"):
        TimeText().clean(typed)


def test_an_empty_time_is_asked_for_only_when_it_is_needed():
    assert TimeText(required=False).clean("") is None
    with pytest.raises(ValidationError, match="Enter a time"):
        TimeText().clean(" ")


@given(st.times())
def test_every_time_reads_back_in_every_way_of_writing_it(time):
    time = time.replace(second=0, microsecond=0)
    for pattern in ("%H:%M", "%H.%M", "%H%M", "%Hh%M", "%I:%M%p", "%I.%M %p"):
        assert parse_time(time.strftime(pattern)) == time
    assert TimeText().clean(TimeText().prepare_value(time)) == time


@given(st.text(max_size=8))
def test_any_text_is_a_time_or_refused_and_nothing_else(text):
    with contextlib.suppress(ValueError):
        assert isinstance(parse_time(text), datetime.time)


@pytest.mark.parametrize(
    ("parts", "date"),
    [
        (["3", "3", "2026"], (2026, 3, 3)),
        (["03", "03", "2026"], (2026, 3, 3)),
        ([" 29", "2 ", "2024"], (2024, 2, 29)),
        (["1", "March", "2026"], (2026, 3, 1)),
        (["1", "sept", "2026"], None),
        (["1", "sep", "2026"], (2026, 9, 1)),
        (["31", "DEC", "1999"], (1999, 12, 31)),
    ],
)
def test_a_date_is_read_from_its_three_boxes(parts, date):
    if date:
        assert DateParts().clean(parts) == datetime.date(*date)
    else:
        with pytest.raises(ValidationError):
            DateParts().clean(parts)


@pytest.mark.parametrize(
    ("parts", "says", "points_at"),
    [
        (["", "", ""], "Enter a date", "required"),
        (None, "Enter a date", "required"),
        (["", "3", "2026"], "The date must include a day", "day"),
        (["3", "", ""], "The date must include a month and a year", "month"),
        (["32", "3", "2026"], "The day must be a number from 1 to 31", "day"),
        (["0", "3", "2026"], "The day must be a number from 1 to 31", "day"),
        (["-1", "3", "2026"], "The day must be a number from 1 to 31", "day"),
        (["1.5", "3", "2026"], "The day must be a number from 1 to 31", "day"),
        (["3", "13", "2026"], "The month must be a number from 1 to 12, or its name", "month"),
        (["3", "Marvember", "2026"], "The month must be a number from 1 to 12, or its name", "month"),
        (["3", "3", "26"], "The year must have 4 numbers, like 2026", "year"),
        (["3", "3", "0026"], "The year must have 4 numbers, like 2026", "year"),
        (["3", "3", "²026"], "The year must have 4 numbers, like 2026", "year"),
        (["31", "4", "2026"], "Enter a real date", "real"),
        (["29", "2", "2026"], "Enter a real date", "real"),
    ],
)
def test_a_wrong_date_says_which_box_and_what_to_do(parts, says, points_at):
    with pytest.raises(ValidationError) as wrong:
        DateParts().clean(parts)

    assert wrong.value.messages == [says]
    assert wrong.value.code == points_at


def test_an_empty_date_is_nothing_when_it_may_be_left_out():
    assert DateParts(required=False).clean(["", " ", ""]) is None


def test_half_a_date_is_wrong_even_when_it_may_be_left_out():
    with pytest.raises(ValidationError, match="must include a month and a year"):
        DateParts(required=False).clean(["3", "", ""])


def test_tomorrow_is_refused_for_what_has_happened_and_yesterday_for_what_will():
    today = timezone.localdate()
    parts = {
        day: [
            str((today + datetime.timedelta(day)).day),
            str((today + datetime.timedelta(day)).month),
            str((today + datetime.timedelta(day)).year),
        ]
        for day in (-1, 0, 1)
    }

    assert DateParts(future=False).clean(parts[0]) == today == DateParts(past=False).clean(parts[0])
    assert DateParts().clean(parts[1]) > today > DateParts().clean(parts[-1])
    with pytest.raises(ValidationError, match="today or in the past"):
        DateParts(future=False).clean(parts[1])
    with pytest.raises(ValidationError, match="today or in the future"):
        DateParts(past=False).clean(parts[-1])


def test_the_form_reads_the_three_boxes_and_knows_when_nothing_changed():
    class When(forms.Form):
        on = DateParts()

    typed = {"on_day": "3", "on_month": "3", "on_year": "2026"}
    form = When(typed, initial={"on": datetime.date(2026, 3, 3)})

    assert form.is_valid()
    assert form.cleaned_data == {"on": datetime.date(2026, 3, 3)}
    assert not form.has_changed()
    assert When(typed | {"on_day": "4"}, initial={"on": datetime.date(2026, 3, 3)}).has_changed()
