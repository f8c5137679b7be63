"""The form of a row of the register, and the question who employs somebody."""

from django import forms
from django.utils import timezone

from nhsuk.fields import DateParts
from nhsuk.forms import Helper
from nhsuk.widgets import Checkboxes, Radios
from people import access
from people.models import Contractor, Site, User

Route = Contractor.Route


class ContractorForm(forms.Form):
    name = forms.CharField(
        label="Name of the contractor", max_length=120, error_messages={"required": "Enter their name"}
    )
    does = forms.CharField(
        label="What do they do here?",
        help_text="For example, cleaning, catering or security.",
        max_length=200,
        error_messages={"required": "Say what they do here"},
    )
    sites = forms.ModelMultipleChoiceField(
        Site.objects.all(),
        label="At which sites?",
        help_text="Tick none if they work across the whole organisation.",
        widget=Checkboxes,
        required=False,
    )
    route = forms.ChoiceField(
        label="What support after an incident does their contract promise their staff?",
        choices=Route.choices,
        widget=Radios,
        error_messages={"required": "Choose what is promised, or that nothing is"},
    )
    reach = forms.CharField(
        label="How do their staff reach it?",
        help_text="Their staff read this on their own page: a phone number, an email address or a place.",
        max_length=300,
        required=False,
    )
    contact = forms.CharField(
        label="Whom do we ask there?",
        help_text="A name or a post, and how to reach them. It is shown to those who look after their staff.",
        max_length=200,
        required=False,
    )
    evidence = forms.CharField(
        label="Where does it say so?",
        help_text="The reference of their tender answer or the clause of the contract, or a link to it.",
        max_length=300,
        required=False,
    )
    seen_on = DateParts(label="When did you see it?", required=False, future=False)
    ends_on = DateParts(label="When does the contract end?", required=False)
    check_on = DateParts(
        label="When should this be checked next?",
        help_text="Leave it empty for a year from now. It is no later than the end of the contract.",
        required=False,
        past=False,
    )
    keeper = forms.ModelChoiceField(
        User.objects.none(),
        label="Who keeps this right?",
        help_text="They are reminded when it must be checked again.",
        empty_label="Choose a colleague",
        error_messages={"required": "Choose who keeps this right"},
    )
    helper = Helper()

    def __init__(self, *args, contractor: Contractor | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.contractor = contractor
        self.fields["keeper"].queryset = access.contractor_keepers()

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        same = Contractor.objects.named(name)
        if same and same != self.contractor:
            raise forms.ValidationError("This contractor is on the register already. Change that row")
        return name

    def clean(self):
        data = super().clean()
        if data.get("route") in (Route.OWN, Route.OURS) and "reach" in data and not data["reach"]:
            self.add_error("reach", "Say how their staff reach it. Ask the contractor if you do not know")
        if data.get("evidence") and "seen_on" in data and not data["seen_on"]:
            self.add_error("seen_on", "Say when you saw it")
        if data.get("seen_on") and "evidence" in data and not data["evidence"]:
            self.add_error("evidence", "Say where it says so, or take the date out")
        return data

    @classmethod
    def initial_of(cls, contractor: Contractor) -> dict:
        """What the form of a row begins with; a day to check on that has passed is asked for anew."""
        plain = {
            name: getattr(contractor, name) for name in cls.base_fields if name not in ("sites", "check_on")
        }
        due_on = timezone.localdate(contractor.due_at)
        return plain | {
            "sites": contractor.sites.all(),
            "check_on": due_on if due_on >= timezone.localdate() else None,
        }


class ContractorField(forms.ModelChoiceField):
    """One of the contractors who work here now, or none of them."""

    def __init__(self, *, empty_label: str, **kwargs):
        working_here = Contractor.objects.working_here()
        super().__init__(working_here, empty_label=empty_label, required=False, **kwargs)


class EmployerForm(forms.Form):
    working_as = forms.ChoiceField(
        label="How do they work here?",
        choices=User.WorkingAs.choices,
        widget=Radios,
        error_messages={"required": "Choose how they work here"},
    )
    contractor = ContractorField(
        label="For which contractor?",
        empty_label="None on the register",
        help_text="Then they read on their own page how to reach that employer’s support.",
    )
    employer = forms.CharField(
        label="Or for which other employer?",
        help_text="Leave it empty for somebody employed by this organisation.",
        max_length=120,
        required=False,
    )
    helper = Helper()
