"""What the list of reports can be narrowed by, as it stands in its address, and the name a way of looking is kept under."""

from urllib.parse import parse_qsl

from django import forms
from django.utils.http import urlencode

from incidents import causes, kinds
from incidents.forms.question import TeamChoice, in_words
from incidents.forms.words import Words
from incidents.models import Incident, Trend
from incidents.reading.lists import ORDERS
from incidents.workflow import Status
from nhsuk.fields import DateParts
from people.models import Site, Team

LONGEST_WORDS, LONGEST_QUERY = 200, 4000


def _choice(label, choices, everything="Any"):
    return forms.ChoiceField(label=label, choices=[("", everything), *choices], required=False)


class ListForm(forms.Form):
    """The filters of the list. Whatever else stands in an address is left out of every link and never asked for."""

    words = Words(label="Words in the report, or its reference", max_length=LONGEST_WORDS, required=False)
    spelling = forms.ChoiceField(
        label="Spelling", choices=[("", "These words"), ("like", "Spelt like these words")],
        widget=forms.HiddenInput, required=False,
    )  # fmt: skip
    order = forms.ChoiceField(
        label="Order",
        choices=[(order.key, order.says) for order in ORDERS.values()],
        required=False,
    )
    kind = _choice("Kind", kinds.CHOICES, "Every kind")
    status = _choice("Where it stands", Status.choices, "Anywhere")
    team = TeamChoice(
        label="Team", queryset=Team.objects.select_related("site"), empty_label="Every team", required=False
    )
    site = forms.ModelChoiceField(
        label="Site", queryset=Site.objects.all(), empty_label="Every site", required=False
    )
    harm = _choice("Anyone hurt", Incident.Harm.choices)
    hate_motive = _choice("Hate motive", [("yes", "Yes"), ("no", "No"), ("not_known", "Not known")])
    police = _choice("Police told", [("yes", "Yes"), ("no", "No"), ("not_known", "Not known")])
    cause = _choice("What lay behind it", causes.CHOICES)
    trend = forms.ModelChoiceField(
        label="Wider trend", queryset=Trend.objects.all(), empty_label="Any", required=False
    )
    channel = _choice("How it came", Incident.Channel.choices)
    since = DateParts(label="Happened from", required=False)
    until = DateParts(label="Happened until", required=False)
    mine = forms.BooleanField(label="Only those I look after", required=False)
    stub = forms.BooleanField(label="Only those to be completed", required=False)

    @property
    def narrowing(self):
        """Every filter but the words, for the page to show them together."""
        return [self[name] for name in self.fields if name not in ("words", "spelling")]

    @property
    def caption(self):
        """The order of the list, in words."""
        wanted = self.cleaned_data.get("order") if self.is_bound else ""
        return ORDERS[wanted or "reported"].says

    def chips(self):
        """Each filter that counts: its words, and the address of the list without it."""
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            is_idle = name == "spelling" and not self.cleaned_data.get("words")
            if not value or is_idle or (name, value) == ("order", "reported"):
                continue
            if isinstance(field, forms.BooleanField):
                says = field.label
            elif isinstance(value, (Site, Trend)):
                says = f"{field.label}: {value}"
            elif isinstance(field, DateParts):
                says = f"{field.label} {value:%-d %B %Y}"
            else:
                says = f"{field.label}: {in_words(field, value)}"
            gone = {name, "spelling"} if name == "words" else {name}
            left = [(key, text) for key, text in kept(self.data) if KEYS[key] not in gone]
            yield {"says": says, "without": address(left)}


# Every name that may stand in an address, with the field it belongs to.
KEYS = {
    key: name
    for name, field in ListForm.base_fields.items()
    for key in (
        [name + end for end in field.widget.widgets_names] if isinstance(field, DateParts) else [name]
    )
}


def kept(data) -> list[tuple[str, str]]:
    """What of an address counts: known names with something in them, each once, in the form's order."""
    pairs = ((key, data.get(key, "").replace("\x00", "").strip()[: 2 * LONGEST_WORDS]) for key in KEYS)
    return [(key, text) for key, text in pairs if text]


def tidied(query: str) -> str:
    """An address's query with nothing in it but what counts. It never raises, whatever it is given."""
    return urlencode(kept(dict(parse_qsl(query[:LONGEST_QUERY]))))


def form_of(query: str) -> ListForm:
    """The filters of a view that was kept."""
    form = ListForm(dict(kept(dict(parse_qsl(query[:LONGEST_QUERY])))))
    form.full_clean()
    return form


def address(pairs) -> str:
    """The list's own address with these; with none it asks for an order, so that a first view does not open instead."""
    return f"?{urlencode(pairs or [('order', 'reported')])}"


class ViewForm(forms.Form):
    """What a way of looking at the list is called."""

    name = Words(
        label="What do you call it?",
        help_text="Only you see it. Such as: Being reviewed on Elm Ward",
        max_length=60,
        error_messages={"required": "Enter a name"},
    )
    is_first = forms.BooleanField(label="Open the list with it", required=False)
