"""How a colleague wants to be contacted, how a check-in went, how a team is, and what a late reaction needs."""

from django import forms

from nhsuk.fields import DateParts
from nhsuk.forms import Helper, Reveal
from nhsuk.widgets import Checkboxes, Radios
from support.contact import wishes
from support.forms.somebody import SeveralField, SomebodyField
from support.models import CheckIn, ContactTry, Preference, TeamCheckIn, Watch
from support.workflow import CheckInStatus

How, OnLeave = Preference.How, Preference.OnLeave
NOT_ON_LEAVE = "no"


class PreferenceForm(forms.Form):
    """All of it may stay empty: what is not said is asked again, and never assumed."""

    how = forms.ChoiceField(
        label="How would you like to be contacted?",
        help_text="If you choose anything but email, we do not email you to ask how you are.",
        choices=[("", "I do not mind"), *How.choices],
        widget=Radios(),
        required=False,
    )
    not_until = DateParts(
        label="Until when would you like to hear nothing?",
        help_text="From that day on somebody may ask again. Leave it empty if you do not know yet.",
        past=False,
        required=False,
    )
    contact = forms.CharField(
        label="Another phone number or email address to use",
        help_text="Only if it is not the one we have. An email address here is where we ask how you are.",
        max_length=200,
        required=False,
    )
    best_times = forms.MultipleChoiceField(
        label="When is best?",
        help_text="Choose none if any time is fine. We then send you nothing at other times.",
        choices=Preference.PartOfDay.choices,
        widget=Checkboxes(),
        required=False,
    )
    not_on = forms.TypedMultipleChoiceField(
        label="Are there days on which you want to hear nothing?",
        choices=list(enumerate(wishes.DAYS)),
        coerce=int,
        widget=Checkboxes(),
        required=False,
    )
    needs = forms.CharField(
        label="Is there anything that makes it easier to talk with you?",
        help_text="For example, another language, an interpreter, large print, or time to lip-read.",
        max_length=300,
        required=False,
    )
    hear_from = SomebodyField(
        label="Is there somebody you would rather hear from?",
        help_text="Their full name or work email. If they cannot do it themselves, somebody arranges it with you.",
    )
    never_from = SeveralField(
        label="Is there anybody you would rather not hear from?",
        help_text="Their full name or work email, each on a line of its own. They are not shown this.",
    )
    on_leave = forms.ChoiceField(
        label="If you are on sick leave now: may somebody get in touch?",
        choices=[(NOT_ON_LEAVE, "I am not on sick leave"), *OnLeave.choices],
        widget=Radios(),
        required=False,
    )
    on_leave_until = DateParts(
        label="Until when does this hold?",
        help_text="Leave it empty if you do not know yet. From that day on, what you said above holds again.",
        past=False,
        required=False,
    )
    on_leave_by = SomebodyField(
        label="Who may get in touch while you are on sick leave?",
        help_text="Their full name or work email. Leave it empty if it does not matter.",
    )
    rep_may_be_asked = forms.BooleanField(
        label="The union representative who supports me may be asked how it is going", required=False
    )

    def __init__(self, *args, wish=None, never=(), about="", **kwargs):
        kwargs.setdefault("initial", _initial(wish) | {"never_from": list(never)})
        super().__init__(*args, **kwargs)
        if about:
            _say_about(self, about)
        self.helper = Helper(
            Reveal("how", {How.NOT_AT_ALL: ["not_until"]}),
            "contact",
            "best_times",
            "not_on",
            "needs",
            "hear_from",
            "never_from",
            "on_leave",
            "on_leave_until",
            "on_leave_by",
            "rep_may_be_asked",
        )

    def clean_not_on(self):
        days = self.cleaned_data["not_on"]
        if len(days) == len(wishes.DAYS):
            raise forms.ValidationError(
                "Leave at least one day. If you want to hear nothing at all, choose “Not at all for now” above"
            )
        return days

    def clean(self):
        data = super().clean()
        if data.get("on_leave") in ("", NOT_ON_LEAVE):
            data |= {"on_leave": "", "on_leave_until": None, "on_leave_by": None}
        if data.get("how") != How.NOT_AT_ALL:
            data["not_until"] = None
        return data


def _initial(wish):
    if wish is None:
        return {"how": "", "on_leave": NOT_ON_LEAVE}
    found = {name: getattr(wish, name) for name in PreferenceForm.base_fields}
    return found | {"on_leave": wish.on_leave or NOT_ON_LEAVE}


# The same questions, noted for somebody by whoever looks after them.
_FOR_THEM = {
    "how": (
        "How would {name} like to be contacted?",
        "If it is anything but email, we do not email them to ask how they are.",
    ),
    "not_until": ("Until when would they like to hear nothing?", "From that day on somebody may ask again."),
    "contact": ("Another phone number or email address to use", "Only what they gave you for this."),
    "best_times": (
        "When is best?",
        "Choose none if any time is fine. Nothing is sent to them at other times.",
    ),
    "not_on": ("Are there days on which they want to hear nothing?", ""),
    "needs": ("What makes it easier to talk with them?", "For example, another language, or an interpreter."),
    "hear_from": ("Is there somebody they would rather hear from?", "Their full name or work email."),
    "never_from": (
        "Is there anybody they would rather not hear from?",
        "Their full name or work email, each on a line of its own.",
    ),
    "on_leave": ("If they are on sick leave now: may somebody get in touch?", ""),
    "on_leave_by": ("Who may get in touch while they are on sick leave?", "Their full name or work email."),
    "rep_may_be_asked": ("They agree that their union representative is asked how it is going", ""),
}


def _say_about(form, name):
    for field, (label, hint) in _FOR_THEM.items():
        form.fields[field].label, form.fields[field].help_text = label.format(name=name), hint
    form.fields["how"].choices = [("", "They do not mind"), *How.choices]
    form.fields["on_leave"].choices = [
        (NOT_ON_LEAVE, "They are not on sick leave"),
        *[
            (value, words.replace("as I said", "as said").replace("leave me", "leave them"))
            for value, words in OnLeave.choices
        ],
    ]


class CheckInForm(forms.Form):
    """How a check-in went, said by whoever asked. What was said is not written down."""

    status = forms.ChoiceField(
        label="Did you reach them?",
        choices=[
            (CheckInStatus.DONE, "Yes, we talked"),
            (CheckInStatus.NO_ANSWER, "No answer yet"),
            (CheckInStatus.NOT_WANTED, "They would rather not be asked this time"),
        ],
        widget=Radios(hints={CheckInStatus.NOT_WANTED: "That is fine. The next ones stay."}),
        error_messages={"required": "Choose whether you reached them"},
    )
    feeling = forms.ChoiceField(
        label="How are they?",
        help_text="In their own view. Do not write down what they said.",
        choices=CheckIn.Feeling.choices,
        widget=Radios(),
        required=False,
    )
    signs = forms.ChoiceField(
        label="Did you notice any of the signs above?",
        help_text="Only yes or no. Do not write down which. It is no diagnosis.",
        choices=CheckIn.Signs.choices,
        widget=Radios(inline=True),
        required=False,
    )
    how = forms.ChoiceField(
        label="How did you try?",
        help_text="Within two working days, please try once more by another way.",
        choices=ContactTry.How.choices,
        widget=Radios(),
        required=False,
    )

    def __init__(self, *args, signs=False, tried="", **kwargs):
        super().__init__(*args, **kwargs)
        self.asks_signs = signs
        if not signs:
            del self.fields["signs"]
        if tried:
            self.fields["how"].choices = [row for row in ContactTry.How.choices if row[0] != tried]
            self.fields["how"].help_text = "By another way than last time."
        done = ["feeling", "signs"] if signs else ["feeling"]
        self.helper = Helper(Reveal("status", {CheckInStatus.DONE: done, CheckInStatus.NO_ANSWER: ["how"]}))

    def clean(self):
        data = super().clean()
        wanted = {
            CheckInStatus.DONE: [("feeling", "Choose how they are")],
            CheckInStatus.NO_ANSWER: [("how", "Choose how you tried to reach them")],
        }
        if self.asks_signs:
            wanted[CheckInStatus.DONE].append(("signs", "Choose yes or no"))
        for name, words in wanted.get(data.get("status"), []):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, words)
        return data


class TeamCheckInForm(forms.Form):
    """How the team is. No names, and nothing of what was said."""

    ASKED = (
        ("team", "The team"),
        ("supporters", "Those who supported them: peer supporters, witnesses, colleagues who helped"),
    )
    REP = ("rep", "The union representative who supports them")

    status = forms.ChoiceField(
        label="Did you ask them?",
        choices=[
            (TeamCheckIn.Status.DONE, "Yes"),
            (TeamCheckIn.Status.NOT_NEEDED, "It is not needed this time"),
        ],
        widget=Radios(),
        error_messages={"required": "Choose whether you asked them"},
    )
    asked = forms.MultipleChoiceField(label="Whom did you ask?", widget=Checkboxes(), required=False)
    found = forms.ChoiceField(
        label="How are they?",
        help_text="As a whole. Do not write down names or what was said.",
        choices=TeamCheckIn.Found.choices,
        widget=Radios(),
        required=False,
    )
    helper = Helper(Reveal("status", {TeamCheckIn.Status.DONE: ["asked", "found"]}))

    def __init__(self, *args, with_rep=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["asked"].choices = [*self.ASKED, self.REP] if with_rep else self.ASKED

    def clean(self):
        data = super().clean()
        if data.get("status") == TeamCheckIn.Status.DONE:
            if not data.get("asked"):
                self.add_error("asked", "Choose whom you asked")
            if not data.get("found"):
                self.add_error("found", "Choose how they are")
        return data


class WatchForm(forms.Form):
    """What would help now. The page suggests, they decide with their colleague."""

    decision = forms.ChoiceField(
        label="What did you decide together?",
        choices=Watch.Decision.choices,
        widget=Radios(
            hints={Watch.Decision.NOT_WANTED: "A good outcome. They can change their mind at any time."}
        ),
        error_messages={"required": "Choose what you decided"},
    )
