"""The form of an entry in the directory of help, and of how long the wait is."""

from django import forms

from incidents.forms.words import Words
from nhsuk.forms import Helper, Reveal
from nhsuk.widgets import Checkboxes, Radios
from people.models import Site, User
from support import access
from support.directory.needs import CHOICES, Cost, Tier, Way

YES_NO = (("yes", "Yes"), ("no", "No"))


class FindForm(forms.Form):
    """What the list is narrowed by; it stands in the address. Anything unknown narrows nothing."""

    need = forms.ChoiceField(label="What would help?", choices=[("", "Anything"), *CHOICES], required=False)
    site = forms.ModelChoiceField(Site.objects.all(), label="Where?", empty_label="Anywhere", required=False)


class ServiceForm(forms.Form):
    name = Words(label="Name", max_length=120, error_messages={"required": "Enter its name"})
    what_for = Words(
        label="What is it for?",
        help_text="One or two short sentences, as you would tell a colleague.",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what it is for"},
    )
    tier = forms.TypedChoiceField(
        label="What kind of help is it?",
        choices=Tier.choices,
        coerce=int,
        widget=Radios,
        error_messages={"required": "Choose what kind of help it is"},
    )
    needs = forms.MultipleChoiceField(
        label="Which needs does it meet?",
        choices=CHOICES,
        widget=Checkboxes,
        error_messages={"required": "Choose at least one need"},
    )
    ways = forms.MultipleChoiceField(
        label="In what form?", choices=Way.choices, widget=Checkboxes, required=False
    )
    who_for = Words(
        label="Who may use it?",
        help_text="For example, everybody who works here, bank and agency staff too.",
        max_length=300,
        required=False,
    )
    hours = Words(label="When is it open?", max_length=200, required=False)
    reach = Words(
        label="How do people reach it?",
        help_text="A place, an email address or a phone number that you have just checked.",
        max_length=300,
        required=False,
    )
    web = forms.URLField(
        label="Web address",
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Enter a web address that begins with https://"},
    )
    self_referral = forms.ChoiceField(
        label="Can people go there by themselves?",
        choices=YES_NO,
        widget=Radios,
        initial="yes",
        error_messages={"required": "Choose whether people can go there by themselves"},
    )
    how_referred = Words(label="Who can refer them?", max_length=200, required=False)
    cost = forms.ChoiceField(
        label="What does it cost?",
        choices=Cost.choices,
        widget=Radios,
        initial=Cost.FREE,
        error_messages={"required": "Choose what it costs"},
    )
    is_statutory = forms.ChoiceField(
        label="Does the law ask for it?",
        choices=YES_NO,
        widget=Radios,
        initial="no",
        error_messages={"required": "Choose whether the law asks for it"},
    )
    duty = Words(label="Which law?", max_length=200, required=False)
    sites = forms.ModelMultipleChoiceField(
        Site.objects.all(),
        label="Which sites is it for?",
        help_text="Tick none if it is for the whole organisation.",
        widget=Checkboxes,
        required=False,
    )
    keeper = forms.ModelChoiceField(
        User.objects.none(),
        label="Who keeps this entry right?",
        help_text="They are reminded when it must be checked again.",
        empty_label="Choose a colleague",
        error_messages={"required": "Choose who keeps this entry right"},
    )
    checked = forms.BooleanField(
        label="I have checked all of this today",
        help_text="Until somebody has, nobody finds it in the directory.",
        required=False,
    )
    helper = Helper(
        "name",
        "what_for",
        "tier",
        "needs",
        "ways",
        "who_for",
        "hours",
        "reach",
        "web",
        Reveal("self_referral", no=["how_referred"]),
        "cost",
        Reveal("is_statutory", yes=["duty"]),
        "sites",
        "keeper",
        "checked",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["keeper"].queryset = access.keepers()

    def clean(self):
        data = super().clean()
        if data.get("is_statutory") == "yes" and not data.get("duty"):
            self.add_error("duty", "Say which law asks for it")
        data["self_referral"] = data.get("self_referral") == "yes"
        data["is_statutory"] = data.get("is_statutory") == "yes"
        data["duty"] = data.get("duty", "") if data["is_statutory"] else ""
        data["how_referred"] = "" if data["self_referral"] else data.get("how_referred", "")
        return data

    @classmethod
    def initial_of(cls, service) -> dict:
        """What the form of an entry begins with."""
        plain = {name: getattr(service, name) for name in cls.base_fields if name not in ("sites", "checked")}
        flags = {name: "yes" if plain[name] else "no" for name in ("self_referral", "is_statutory")}
        return plain | flags | {"sites": service.sites.all()}


class MeasureForm(forms.Form):
    capacity = forms.IntegerField(
        label="How many people can it see in a week?",
        help_text="Leave it empty if nobody knows.",
        min_value=0,
        max_value=9_999,
        required=False,
    )
    wait_days = forms.IntegerField(
        label="How many days does somebody wait now?",
        help_text="From asking to the first appointment. Leave it empty if nobody knows.",
        min_value=0,
        max_value=999,
        required=False,
    )


def found_by(data) -> tuple[str, Site | None]:
    """(need, site) from an address; what is not on the list counts as not asked."""
    form = FindForm(data)
    form.is_valid()
    return form.cleaned_data.get("need", ""), form.cleaned_data.get("site")
