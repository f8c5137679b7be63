"""Every kind of question looks like the NHS's, is joined up, and says what is wrong with an answer."""

import datetime

import pytest
from django import forms
from django.template import engines
from django.utils.safestring import mark_safe

from nhsuk.fields import DateParts, TimeText
from nhsuk.forms import Helper, Reveal
from nhsuk.widgets import Checkboxes, Radios
from tests.nhsuk.reading import check_joined_up, read

YES_NO = [("yes", "Yes"), ("no", "No")]
ATTACK = "</textarea><script>alert(1)</script>\"' onfocus=alert(1) {{ 7|add:7 }} {% now %}"


class Everything(forms.Form):
    name = forms.CharField(label="Your name", help_text="As on your badge")
    email = forms.EmailField(label="Email", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    phone = forms.CharField(label="Phone", required=False, widget=forms.TextInput(attrs={"type": "tel"}))
    story = forms.CharField(label="What happened?", widget=forms.Textarea(attrs={"rows": 8}))
    short = forms.CharField(label="In one line", max_length=100, widget=forms.Textarea)
    ward = forms.ChoiceField(label="Ward", choices=[("", "Choose a ward"), ("elm", "Elm"), ("oak", "Oak")])
    injured = forms.ChoiceField(label="Were you hurt?", choices=YES_NO, widget=Radios)
    injury = forms.CharField(label="What was the injury?", required=False)
    seen_on = DateParts(label="When were you seen?", required=False)
    kinds = forms.MultipleChoiceField(
        label="What was it?",
        choices=[("hit", "Hit"), ("shout", "Shouted at"), ("none", "None of these")],
        widget=Checkboxes(hints={"hit": "Or pushed, or spat at"}, exclusive="none"),
    )
    on = DateParts(label="When?", help_text="For example, 27 3 2026")
    at = TimeText(label="What time?")
    people = forms.IntegerField(label="How many people?")
    photo = forms.FileField(label="A photo")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    agree = forms.BooleanField(label="I agree")
    draft = forms.CharField(widget=forms.HiddenInput, required=False)

    helper = Helper(
        "name", "email", "phone", "story", "short", "ward", Reveal("injured", yes=["injury", "seen_on"])
    )


def page(form, **context):
    """The form as the pages show it."""
    template = "{% load crispy_forms_tags %}<form>{% crispy form %}</form>"
    return read(engines["django"].from_string(template).render({"form": form, **context}))


@pytest.mark.parametrize(
    "data", [None, {}, {"injured": "yes", "on_day": "40", "on_month": "1", "on_year": "2026"}]
)
def test_every_kind_of_question_shows_once_and_is_joined_up(data):
    form = Everything(data)

    shown = page(form)

    check_joined_up(shown)
    for name in set(form.fields) - {"injured", "kinds", "on", "seen_on"}:
        assert len([e for e in shown.everything() if e.get("name") == name]) == 1, name
    assert len(shown.all(name="injured")) == 2
    assert len(shown.all(name="kinds")) == 3
    boxes = [e["name"] for e in shown.all("input") if e["name"].startswith("on_")]
    assert boxes == ["on_day", "on_month", "on_year"]
    for control in shown.all("input") + shown.all("select") + shown.all("textarea"):
        if control.get("type") != "hidden":
            assert shown.all("label", for_=control["id"]), control["id"]


def test_each_question_is_the_right_kind_of_box():
    shown = page(Everything())

    assert shown.one("input", name="email")["type"] == "email"
    assert shown.one("input", name="email")["autocomplete"] == "email"
    assert shown.one("input", name="phone")["type"] == "tel"
    assert shown.one("textarea", name="story")["rows"] == "8"
    assert shown.one("textarea", name="short").within("div")["data-maxlength"] == "100"
    assert shown.one("input", name="people")["inputmode"] == "numeric"
    assert shown.one("input", name="photo")["type"] == "file"
    assert shown.one("input", name="password")["type"] == "password"
    assert shown.one("input", name="draft")["type"] == "hidden"
    assert shown.one("input", name="kinds", value="none")["data-behaviour"] == "exclusive"
    assert not shown.all(maxlength="100")


def test_hints_and_errors_are_read_out_with_the_box_they_belong_to():
    shown = page(Everything({}))

    box = shown.one("input", name="name")
    described = [shown.one(id=i).words for i in box["aria-describedby"].split()]
    assert described[0] == "As on your badge"
    assert described[1].startswith("Error:")
    group = shown.one("input", name="on_day").within("fieldset")
    assert [shown.one(id=i).words for i in group["aria-describedby"].split()] == [
        "For example, 27 3 2026",
        "Error: Enter a date",
    ]


def test_the_error_summary_lists_every_error_in_order_and_links_to_its_box():
    shown = page(Everything({"on_day": "3", "on_month": "13", "on_year": "2026"}))

    summary = shown.one(of="nhsuk-error-summary")
    links = [link["href"] for link in summary.all("a")]
    assert links == [
        "#id_name",
        "#id_email",
        "#id_story",
        "#id_short",
        "#id_ward",
        "#id_injured",
        "#id_kinds",
        "#id_on_month",
        "#id_at",
        "#id_people",
        "#id_photo",
        "#id_password",
        "#id_agree",
    ]
    assert summary["data-module"] == "nhsuk-error-summary"
    for link in summary.all("a"):
        assert shown.one(id=link["href"][1:]).tag in ("input", "select", "textarea")


def test_an_error_says_what_to_do_even_when_the_form_has_no_words_for_it():
    summary = page(Everything({})).one(of="nhsuk-error-summary").words

    assert "This field is required" not in summary
    assert "Enter an answer for “Your name”" in summary
    assert "Choose an answer for “Were you hurt?”" in summary
    assert "Choose a file for “A photo”" in summary


def test_the_error_summary_shows_once_however_often_it_is_asked_for():
    template = "{% load nhsuk crispy_forms_tags %}{% error_summary form %}{% crispy form %}"

    shown = read(engines["django"].from_string(template).render({"form": Everything({})}))

    assert len(shown.all(of="nhsuk-error-summary")) == 1


def test_a_form_that_is_right_or_new_shows_no_summary():
    class Small(forms.Form):
        name = forms.CharField()

    for form in (Small(), Small({"name": "Ann"})):
        assert not page(form).all(of="nhsuk-error-summary")


def test_what_is_wrong_with_the_whole_form_comes_first_without_a_link():
    class Pair(forms.Form):
        first = forms.CharField(error_messages={"required": "Enter the first"})

        def clean(self):
            raise forms.ValidationError("These do not go together")

    items = page(Pair({})).one(of="nhsuk-error-summary").all("li")

    assert [item.words for item in items] == ["These do not go together", "Enter the first"]
    assert not items[0].all("a")


def test_only_the_wrong_box_of_a_date_is_marked():
    shown = page(Everything({"on_day": "3", "on_month": "13", "on_year": "2026"}))

    marked = [
        part
        for part in ("day", "month", "year")
        if "nhsuk-input--error" in shown.one(name=f"on_{part}").classes
    ]
    assert marked == ["month"]
    assert shown.one(name="on_month")["value"] == "13"


def test_questions_sit_under_the_answer_that_reveals_them():
    shown = page(Everything({"injured": "yes", "injury": "A cut lip"}))

    yes = shown.one("input", name="injured", value="yes")
    under = shown.one(id=yes["data-aria-controls"])
    assert "checked" in yes.attributes
    assert under.one("input", name="injury")["value"] == "A cut lip"
    assert under.one("input", name="seen_on_day")
    assert "nhsuk-radios__conditional--hidden" not in under.classes
    assert not shown.one("input", name="injured", value="no").get("data-aria-controls")


def test_what_another_answer_would_reveal_starts_hidden():
    shown = page(Everything({"injured": "no"}))

    under = shown.one(id=shown.one("input", name="injured", value="yes")["data-aria-controls"])
    assert "nhsuk-radios__conditional--hidden" in under.classes


def test_a_single_box_can_reveal_a_question():
    class More(forms.Form):
        other = forms.BooleanField(required=False)
        which = forms.CharField(required=False)

        helper = Helper(Reveal("other", on=["which"]))

    shown = page(More({"other": "on"}))

    under = shown.one(id=shown.one("input", name="other")["data-aria-controls"])
    assert under.one("input", name="which")
    check_joined_up(shown)


def test_a_form_with_no_helper_shows_its_fields_in_order():
    class Plain(forms.Form):
        one = forms.CharField()
        two = forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect)

    assert [e["name"] for e in page(Plain()).all("input")] == ["one", "two", "two"]


def test_the_one_question_of_a_page_is_its_heading():
    class Hurt(forms.Form):
        hurt = forms.ChoiceField(label="Was anybody hurt?", choices=YES_NO, widget=Radios(inline=True))
        helper = Helper(heading=True)

    class Where(forms.Form):
        where = forms.CharField(label="Where was it?")
        helper = Helper(heading=True)

    assert page(Hurt()).one("h1").within("legend")
    assert page(Hurt()).one("h1").words == "Was anybody hurt?"
    assert page(Where()).one("h1").one("label").words == "Where was it?"


def test_optional_is_said_only_where_other_questions_must_be_answered():
    shown = page(Everything())
    assert shown.one("label", for_="id_phone").words == "Phone (optional)"
    assert shown.one("label", for_="id_name").words == "Your name"
    assert shown.one("label", for_="id_injury").words == "What was the injury?"

    class Search(forms.Form):
        q = forms.CharField(label="Search", required=False)

    assert page(Search()).one("label").words == "Search"


def test_what_was_typed_comes_back_but_never_a_password():
    shown = page(
        Everything(
            {
                "name": "Nneka",
                "story": "He shouted",
                "ward": "oak",
                "kinds": ["hit", "shout"],
                "password": "correct horse",
            }
        )
    )

    assert shown.one(name="name")["value"] == "Nneka"
    assert shown.one(name="story").words == "He shouted"
    assert [o["value"] for o in shown.one(name="ward").all("option") if "selected" in o.attributes] == ["oak"]
    assert [e["value"] for e in shown.all(name="kinds") if "checked" in e.attributes] == ["hit", "shout"]
    assert not shown.one(name="password").get("value")


def test_what_is_already_known_is_filled_in():
    for on in (datetime.date(2026, 3, 9), "2026-03-09"):
        known = {"on": on, "at": datetime.time(9, 5), "people": 2, "agree": True}

        shown = page(Everything(initial=known))

        assert [shown.one(name=f"on_{p}")["value"] for p in ("day", "month", "year")] == ["9", "3", "2026"]
        assert shown.one(name="at")["value"] == "09:05"
        assert shown.one(name="people")["value"] == "2"
        assert "checked" in shown.one(name="agree").attributes


@pytest.mark.claim("F4")
def test_nothing_typed_or_named_becomes_markup():
    class Attacked(Everything):
        pass

    Attacked.base_fields = dict(Everything().fields.items())
    data = dict.fromkeys([*Attacked.base_fields, "on_day", "on_month", "on_year"], ATTACK)
    for bound in Attacked.base_fields.values():
        bound.label, bound.help_text = ATTACK, ATTACK
    for name in ("ward", "injured", "kinds"):
        Attacked.base_fields[name].choices = [(ATTACK, ATTACK), ("yes", ATTACK)]
    Attacked.base_fields["kinds"].widget.hints = {"yes": ATTACK}

    shown = page(Attacked(data))

    assert not shown.all("script")
    assert not [e for e in shown.everything() if "onfocus" in e.attributes]
    assert shown.one(name="name")["value"] == ATTACK
    assert shown.one("textarea", name="story").words == " ".join(ATTACK.split())
    check_joined_up(shown)


def test_a_hint_that_was_marked_safe_may_hold_a_link():
    class Linked(forms.Form):
        name = forms.CharField(help_text=mark_safe('See <a href="/help/">help</a>'))

    assert page(Linked()).one("a")["href"] == "/help/"


def test_forms_of_one_page_with_prefixes_keep_their_ids_apart():
    template = "{% load crispy_forms_tags %}{% crispy a %}{% crispy b %}"
    forms_ = {"a": Everything({}, prefix="a"), "b": Everything({}, prefix="b")}

    check_joined_up(read(engines["django"].from_string(template).render(forms_)))


def test_a_question_that_has_no_component_is_refused_by_name():
    class Odd(forms.Form):
        when = forms.SplitDateTimeField()

    with pytest.raises(TypeError, match="SplitDateTimeWidget of when"):
        page(Odd())
