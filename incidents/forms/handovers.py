"""The three questions of a handover, which report a mark is, the review of a day, and how a team's cross is set up."""

from django import forms

from incidents import shifts
from incidents.kinds import KINDS
from nhsuk.forms import Helper, Reveal
from nhsuk.widgets import Checkboxes, Radios

YES_NO = [("yes", "Yes"), ("no", "No")]
NO_YES = YES_NO[::-1]
NUMBERS = [(0, "None"), *((n, str(n)) for n in range(1, 10))]
# The most frequent first: a few taps are enough.
FIRST = ("physical", "verbal", "threat")
ASKED = [*FIRST, *(key for key in KINDS if key not in FIRST)]
ELSEWHERE, NEW = "elsewhere", "new"


class HandoverForm(forms.Form):
    """Any incidents? Reported? Everyone all right? (R94). `version` is what the writer was looking at."""

    any_incidents = forms.ChoiceField(
        label="Was there any violence, abuse or harassment on this shift?",
        choices=NO_YES,
        widget=Radios(inline=False),
        error_messages={"required": "Say whether there was any violence, abuse or harassment"},
    )
    all_reported = forms.ChoiceField(
        label="Has all of it been reported?",
        help_text="If not, we make a short report for each one now. Your manager sees that the rest is added.",
        choices=YES_NO,
        widget=Radios,
        required=False,
    )
    all_right = forms.ChoiceField(
        label="Is everyone all right?",
        help_text="If not, whoever is in charge of your team is told at once.",
        choices=YES_NO,
        widget=Radios,
        error_messages={"required": "Say whether everyone is all right"},
    )
    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=24)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for key in ASKED:
            self.fields[key] = forms.TypedChoiceField(
                label=KINDS[key].name, choices=NUMBERS, coerce=int, empty_value=0, required=False
            )
        self.helper = Helper(Reveal("any_incidents", yes=[*ASKED, "all_reported"]), "all_right", "version")

    def clean(self):
        found = super().clean()
        if found.get("any_incidents") == "yes":
            if not any(found.get(key) for key in ASKED):
                self.add_error(ASKED[0], "Say how many there were of at least one kind")
            if not found.get("all_reported"):
                self.add_error("all_reported", "Say whether all of it has been reported")
        return found

    def said(self) -> dict:
        """The answers as the action takes them."""
        had = self.cleaned_data["any_incidents"] == "yes"
        return {
            "counts": {key: self.cleaned_data[key] or 0 for key in ASKED} if had else {},
            "all_reported": self.cleaned_data["all_reported"] == "yes" if had else None,
            "all_right": self.cleaned_data["all_right"] == "yes",
            "version": self.cleaned_data["version"],
        }


class MatchForm(forms.Form):
    """For each mark without a report: which one it is. A report stands for one mark."""

    def __init__(self, *args, marks, reports, **kwargs):
        super().__init__(*args, **kwargs)
        self.marks = {str(one.mark.pk): one.mark for one in marks}
        self.reports = {report.reference: report for report in reports}
        choices = [(ref, _in_words(report)) for ref, report in self.reports.items()]
        for number, (key, mark) in enumerate(self.marks.items(), 1):
            self.fields[key] = forms.ChoiceField(
                label=f"{number}. {mark.kind_name}",
                choices=[*choices, (ELSEWHERE, "I reported it another way, or it is not in this list")],
                widget=Radios,
                error_messages={"required": f"Choose the report for {number}. {mark.kind_name}"},
            )
        self.helper = Helper()

    def clean(self):
        found = super().clean()
        taken = set()
        for key in self.marks:
            chosen = found.get(key)
            if chosen and chosen != ELSEWHERE and chosen in taken:
                self.add_error(key, "You have chosen this report already. Choose another one")
            taken.add(chosen)
        return found

    def matched(self) -> dict:
        return {mark: self.reports.get(self.cleaned_data[key]) for key, mark in self.marks.items()}


class ReviewForm(forms.Form):
    """About one mark of a day; its prefix is the mark."""

    report = forms.ChoiceField(label="Which report is it?", widget=Radios, required=False)
    checked = forms.MultipleChoiceField(
        label="Everyone involved",
        choices=[
            ("yes", "I have checked on everyone involved, or somebody has told me that they are all right")
        ],
        widget=Checkboxes,
        required=False,
    )

    def __init__(self, *args, shown, reports, **kwargs):
        super().__init__(*args, prefix=f"m{shown.mark.pk.hex[:12]}", **kwargs)
        self.shown = shown
        self.reports = {report.reference: report for report in reports}
        if shown.mark.checked_at:
            del self.fields["checked"]
        choices = [(ref, _in_words(report)) for ref, report in self.reports.items()]
        if shown.is_bare and choices:
            self.fields["report"].label = "Was it reported in full as well? Then the two become one"
            choices = [*choices, ("", "No, only this short report is there")]
            self.initial["report"] = ""
        elif shown.is_settled:
            choices = []
        else:
            choices += [
                (NEW, "None of these: make a short report now"),
                (ELSEWHERE, "It was reported another way"),
            ]
        self.fields["report"].choices = choices
        if not choices:
            del self.fields["report"]
        self.helper = Helper()

    def found(self) -> dict:
        chosen = self.cleaned_data.get("report", "")
        return {
            "mark": self.shown.mark,
            "report": self.reports.get(chosen),
            "is_new": chosen == NEW,
            "is_elsewhere": chosen == ELSEWHERE,
            "is_checked": bool(self.cleaned_data.get("checked")),
        }


class SetUpForm(forms.Form):
    pattern = forms.ChoiceField(
        label="Which shifts does the team work?",
        help_text="A change counts from tomorrow. Days until then keep the shifts they had.",
        choices=shifts.CHOICES,
        widget=Radios(
            hints={
                pattern.key: ", ".join(f"{shift.name} {shift.hours}" for shift in pattern.shifts)
                for pattern in shifts.PATTERNS.values()
            }
        ),
    )
    reminds = forms.ChoiceField(
        label="Remind whoever is in charge when handovers were not recorded?",
        help_text="Once a day at most, in the morning’s email.",
        choices=YES_NO,
        widget=Radios,
    )


def _in_words(report):
    at = f" at {report.occurred_time:%H:%M}" if report.occurred_time else ""
    return f"{report.reference}: {', '.join(report.kind_names)}{at}"
