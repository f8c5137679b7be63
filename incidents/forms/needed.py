"""The questions that a report needs an answer to. A field bears the name of the fact it becomes."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.formats import date_format

from incidents import access
from incidents.deadlines import has_happened
from incidents.forms.question import QuestionForm, TeamChoice, in_words
from incidents.forms.words import Words
from incidents.kinds import KINDS
from incidents.models import Incident, InvolvedPerson
from nhsuk.fields import DateParts, TimeText
from nhsuk.forms import Helper, Reveal
from nhsuk.widgets import Checkboxes, Radios
from people.models import Team


class KindsForm(QuestionForm):
    kinds = forms.MultipleChoiceField(
        label="What happened?",
        help_text="Choose all that fit. If you are not sure, choose the nearest.",
        choices=[(kind.key, kind.name) for kind in KINDS.values()],
        widget=Checkboxes(hints={kind.key: kind.means for kind in KINDS.values()}),
        error_messages={
            "required": "Choose what happened. If nothing fits well, choose the nearest",
            "invalid_choice": "Choose from the kinds on this page",
        },
    )
    helper = Helper(heading=True)


class SealForm(QuestionForm):
    """Nobody else, administrators included, opens a report sent to a sexual safety lead alone (R4, design
    §5)."""

    USUAL = "usual"
    seal = forms.ChoiceField(
        label="I want it to be seen by",
        widget=Radios,
        error_messages={
            "required": "Choose who may see this report",
            "invalid_choice": "Choose one of the people on this page",
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.leads = {str(lead.pk): lead for lead in access.sealed_recipients(self.writer)}
        self.fields["seal"].choices = [(self.USUAL, "The people who usually deal with reports")] + [
            (key, f"Only {lead}, sexual safety lead") for key, lead in self.leads.items()
        ]
        self.fields["seal"].widget.hints = {
            self.USUAL: "The team's manager and deputy, the review panel of the site and the violence "
            "prevention lead."
        } | dict.fromkeys(self.leads, "Nobody else can open it. That includes managers and administrators.")

    def clean(self):
        found = super().clean()
        return found | {"sealed_to": self.leads.get(found.get("seal"))}


class WhenForm(QuestionForm):
    """Today and yesterday are one press. Their values are dates, so midnight does not change what was
    meant."""

    OTHER = "other"
    day = forms.ChoiceField(
        label="When did it happen?",
        help_text="If it went on past midnight, choose the day it started.",
        widget=Radios,
        error_messages={
            "required": "Choose the day it happened",
            "invalid_choice": "Choose the day it happened",
        },
    )
    date = DateParts(label="The date it happened", help_text="For example, 27 3 2026", required=False)
    occurred_time = TimeText(
        label="About what time?",
        help_text="For example, 23:05 or 9:30am. Leave it empty if you do not know.",
        required=False,
    )
    helper = Helper(Reveal("day", other=["date"]), "occurred_time")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        days = [(today, "Today"), (today - timedelta(days=1), "Yesterday")]
        chosen = _iso_date(self.data.get("day")) if self.is_bound else None
        if chosen and chosen not in dict(days):
            days.append((chosen, "On"))
        self.fields["day"].choices = [
            (
                day.isoformat(),
                f"{word}, {date_format(day, 'l j F')}" if word != "On" else date_format(day, "l j F Y"),
            )
            for day, word in days
        ] + [(self.OTHER, "Another day")]

    def clean(self):
        found = super().clean()
        if found.get("day") != self.OTHER:
            self.errors.pop("date", None)  # hidden again, whatever was typed there
        if self.errors:
            return found
        day = found["date"] if found["day"] == self.OTHER else _iso_date(found["day"])
        if not day:
            self.add_error("date", "Enter the date it happened")
        elif day > timezone.localdate():
            self.add_error(
                "date" if found["day"] == self.OTHER else "day", "The date must be today or in the past"
            )
        elif not has_happened(day, found.get("occurred_time"), timezone.now()):
            self.add_error(
                "occurred_time",
                f"{found['occurred_time']:%H:%M} today has not come yet. If it was last night, choose "
                "yesterday",
            )
        return found | {"occurred_on": day}

    def said(self):
        at = self.cleaned_data["occurred_time"]
        yield "Day", date_format(self.cleaned_data["occurred_on"], "l j F Y")
        yield "Time", f"{at:%H:%M}" if at else "Not known"


class WhereForm(QuestionForm):
    team = TeamChoice(
        label="Which team were you working for?",
        help_text="If it happened online, by phone or in someone's home, choose the team you were "
        "working for.",
        queryset=Team.objects.select_related("site"),
        empty_label="Choose a team",
        error_messages={"required": "Choose a team", "invalid_choice": "Choose a team from the list"},
    )
    setting = forms.ChoiceField(
        label="What kind of place was it?",
        help_text="Abuse at a home visit, on the phone or online counts as much as on a ward.",
        choices=Incident.Setting.choices,
        widget=Radios,
        required=False,
        error_messages={"invalid_choice": "Choose from the places on this page"},
    )
    place = Words(
        label="Exactly where?",
        help_text="For example, bay 3, the car park, a home visit, a phone call. Do not write a "
        "patient's name or address.",
        max_length=200,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.writer:
            self.fields["team"].initial = self.writer.team_id


FOR_OTHERS = [
    (one.value, one.label)
    for one in Incident.ReportedAs
    if one not in (Incident.ReportedAs.SELF, Incident.ReportedAs.SAW)
]


class WhoForm(QuestionForm):
    NOBODY = "none"
    my_part = forms.ChoiceField(
        label="What was your part in it?",
        help_text="Seeing it or coming to help can be hard too. Everybody affected is offered support of "
        "their own.",
        choices=[
            (InvolvedPerson.Part.HARMED, "It happened to me"),
            (InvolvedPerson.Part.WITNESS, "I saw or heard it"),
            (InvolvedPerson.Part.RESPONDER, "I came to help"),
            (NOBODY, "I was not there. I am reporting for somebody else"),
        ],
        widget=Radios,
        error_messages={"required": "Choose your part in it", "invalid_choice": "Choose your part in it"},
    )
    reported_as = forms.ChoiceField(
        label="How do you know about it?",
        choices=FOR_OTHERS,
        widget=Radios,
        required=False,
        error_messages={"invalid_choice": "Choose from the answers on this page"},
    )
    helper = Helper(Reveal("my_part", none=["reported_as"]), heading=True)

    def clean(self):
        """For oneself it follows from one's part; for others, "a colleague" unless they say more (R28, R46)."""
        found = super().clean()
        part = found.get("my_part")
        known = {
            InvolvedPerson.Part.HARMED: Incident.ReportedAs.SELF,
            self.NOBODY: found.get("reported_as") or Incident.ReportedAs.COLLEAGUE,
        }
        return found | {"reported_as": known.get(part, Incident.ReportedAs.SAW)}

    def said(self):
        yield self.fields["my_part"].label, in_words(self.fields["my_part"], self.cleaned_data["my_part"])
        if self.cleaned_data["my_part"] == self.NOBODY:
            asked = self.fields["reported_as"]
            yield asked.label, in_words(asked, self.cleaned_data["reported_as"])


def _iso_date(text):
    try:
        return datetime.strptime(text or "", "%Y-%m-%d").date()
    except ValueError:
        return None
