"""Turn a Django form field into the NHS component for it."""

from django import forms
from django.forms.fields import Field
from django.forms.widgets import Input
from django.utils.encoding import force_str
from django.utils.html import format_html

from nhsuk.components import component
from nhsuk.fields import PARTS, DatePartsWidget, TimeText

# Written by this module or left out on purpose. A maxlength would cut what somebody pastes without a word.
OWN_ATTRIBUTES = {
    "class",
    "id",
    "name",
    "rows",
    "maxlength",
    "minlength",
    "required",
    "autocomplete",
    "inputmode",
    "cols",
    "step",
    "min",
    "max",
    "aria-describedby",
    "aria-invalid",
    "checked",
}


def render_field(bound, *, reveals=None):
    """HTML of one bound field. `reveals` maps a choice's value to the HTML shown when it is chosen."""
    widget = bound.field.widget
    if widget.is_hidden:
        return str(bound)
    for kinds, render in RENDERERS:
        if isinstance(widget, kinds):
            return render(bound, reveals or {})
    raise TypeError(f"No NHS component for {type(widget).__name__} of {bound.name}")


def field_id(bound):
    """The id of the input that a link in the error summary goes to: the first one that is wrong."""
    if isinstance(bound.field.widget, DatePartsWidget):
        return f"{bound.auto_id}_{_wrong_parts(bound)[0]}"
    return bound.auto_id


def error_list(form):
    """Everything wrong with a form in the order of its questions; what belongs to no question comes first."""
    general = [{"text": force_str(message)} for message in form.non_field_errors()]
    hidden = [{"text": force_str(m)} for bound in form.hidden_fields() for m in bound.errors]
    asked = [
        {"text": _error(bound), "href": f"#{field_id(bound)}"}
        for bound in form.visible_fields()
        if bound.errors
    ]
    return general + hidden + asked


def _basics(bound):
    """What every component takes."""
    return {
        "name": bound.html_name,
        "hint": {"html": bound.help_text} if bound.help_text else None,
        "errorMessage": _error(bound) if bound.errors else None,
    }


def _error(bound):
    """The first thing wrong, in words that say what to do even when the form has none of its own."""
    message = force_str(bound.errors[0])
    if message != Field.default_error_messages["required"]:
        return message
    if isinstance(bound.field, forms.FileField):
        return f"Choose a file for “{bound.label}”"
    if isinstance(bound.field, forms.ChoiceField | forms.BooleanField):
        return f"Choose an answer for “{bound.label}”"
    return f"Enter an answer for “{bound.label}”"


def _is_heading(bound):
    return getattr(getattr(bound.form, "helper", None), "heading", False)


def _label_text(bound):
    """The label, with "(optional)" when the form also asks for things that are not."""
    asked = [f for f in bound.form.fields.values() if f.required]
    shown_on_request = bound.name in getattr(getattr(bound.form, "helper", None), "revealed", ())
    if bound.field.required or shown_on_request or not asked:
        return bound.label
    return format_html("{} (optional)", bound.label)


def _label(bound):
    if _is_heading(bound):
        return {"html": _label_text(bound), "size": "l", "isPageHeading": True}
    return {"html": _label_text(bound), "size": "s"}


def _fieldset(bound):
    if _is_heading(bound):
        return {"legend": {"html": _label_text(bound), "size": "l", "isPageHeading": True}}
    return {"legend": {"html": _label_text(bound), "size": "s"}}


def _attributes(bound):
    """The widget's own attributes that the component does not already write."""
    attrs = bound.field.widget.attrs
    return {k: v for k, v in attrs.items() if k not in OWN_ATTRIBUTES and v not in (False, None)}


def _text_parameters(bound):
    widget = bound.field.widget
    return _basics(bound) | {
        "id": bound.auto_id,
        "label": _label(bound),
        "classes": widget.attrs.get("class"),
        "autocomplete": widget.attrs.get("autocomplete"),
        "disabled": bound.field.disabled or None,
        "attributes": _attributes(bound),
    }


def _value(bound):
    value = bound.field.widget.format_value(bound.value())
    return "" if value is None else force_str(value)


def _input(bound, _):
    widget = bound.field.widget
    kind, inputmode = widget.input_type, widget.attrs.get("inputmode")
    if isinstance(widget, forms.NumberInput):
        whole = isinstance(bound.field, forms.IntegerField) and not isinstance(
            bound.field, forms.FloatField | forms.DecimalField
        )
        kind, inputmode = "text", "numeric" if whole else "decimal"
    parameters = _text_parameters(bound)
    if kind == "text" and isinstance(bound.field, TimeText | forms.IntegerField):
        parameters["classes"] = parameters["classes"] or "nhsuk-input--width-5"
    return component("input", **parameters, type=kind, inputmode=inputmode, value=_value(bound))


def _textarea(bound, _):
    rows = bound.field.widget.attrs.get("rows", 5)
    longest = getattr(bound.field, "max_length", None)
    if longest:
        limit = {"maxlength": longest, "threshold": 75}
        return component(
            "character-count", **_text_parameters(bound), **limit, rows=rows, value=_value(bound)
        )
    return component("textarea", **_text_parameters(bound), rows=rows, value=_value(bound))


def _password(bound, _):
    return component("password-input", **_text_parameters(bound))


def _file(bound, _):
    # Not the file-upload component: its script gives the button a name without the words on it (WCAG 2.5.3).
    return component("input", **_text_parameters(bound), type="file")


def _options(bound):
    """Every choice in order as (value, label, is it chosen)."""
    widget = bound.field.widget
    groups = widget.optgroups(bound.html_name, widget.format_value(bound.value()))
    return [(force_str(o["value"]), o["label"], o["selected"]) for _, group, _ in groups for o in group]


def _select(bound, _):
    items = [{"value": value, "text": label, "selected": chosen} for value, label, chosen in _options(bound)]
    return component("select", **_text_parameters(bound), items=items)


def _choices(bound, reveals):
    """Items of radios or checkboxes. They take an idPrefix and never an id, which would be written twice."""
    hints = getattr(bound.field.widget, "hints", {})
    return _basics(bound) | {
        "idPrefix": bound.auto_id,
        "fieldset": _fieldset(bound),
        "items": [
            {
                "value": value,
                "text": label,
                "checked": chosen,
                "hint": {"html": hints[value]} if value in hints else None,
                "conditional": {"html": reveals[value]} if value in reveals else None,
                "disabled": bound.field.disabled or None,
            }
            for value, label, chosen in _options(bound)
        ],
    }


def _radios(bound, reveals):
    inline = getattr(bound.field.widget, "inline", False) and not reveals
    return component("radios", **_choices(bound, reveals), inline=inline)


def _checkboxes(bound, reveals):
    parameters = _choices(bound, reveals)
    exclusive = getattr(bound.field.widget, "exclusive", None)
    for item in parameters["items"]:
        if exclusive and item["value"] == exclusive:
            item["behaviour"] = "exclusive"
    if exclusive and parameters["items"][-1]["value"] == exclusive:
        parameters["items"].insert(-1, {"divider": "or"})
    return component("checkboxes", **parameters)


def _checkbox(bound, reveals):
    item = {
        "value": "on",
        "text": bound.label,
        "checked": bool(bound.value()),
        "conditional": {"html": reveals["on"]} if "on" in reveals else None,
        "disabled": bound.field.disabled or None,
    }
    return component("checkboxes", **_basics(bound), idPrefix=bound.auto_id, items=[item])


def _wrong_parts(bound):
    """The boxes of a date that need looking at: one when the error names it, else all three."""
    codes = [error.code for error in bound.form.errors.as_data().get(bound.name, [])]
    return [part for part in PARTS if part in codes] or list(PARTS)


def _date(bound, _):
    values = (
        bound.field.widget.decompress(bound.value()) if not isinstance(bound.value(), list) else bound.value()
    )
    wrong = _wrong_parts(bound) if bound.errors else []
    items = [
        {
            "id": f"{bound.auto_id}_{part}",
            "name": f"{bound.html_name}_{part}",
            "label": part.title(),
            "value": "" if value is None else force_str(value),
            "width": 4 if part == "year" else 2,
            "error": part in wrong,
            "disabled": bound.field.disabled or None,
        }
        for part, value in zip(PARTS, values, strict=True)
    ]
    parameters = _basics(bound)
    del parameters["name"]
    return component("date-input", **parameters, id=bound.auto_id, fieldset=_fieldset(bound), items=items)


# The first row that fits is used, so a more particular widget comes before a more general one.
RENDERERS = [
    (DatePartsWidget, _date),
    (forms.Textarea, _textarea),
    (forms.PasswordInput, _password),
    (forms.FileInput, _file),
    (forms.CheckboxInput, _checkbox),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.Select, _select),
    (Input, _input),
]
