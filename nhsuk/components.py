"""Render the NHS's own components, so that no markup is copied by hand."""

import functools

import jinja2
from django.utils.functional import Promise
from django.utils.html import conditional_escape

# The three folders whose macro is not simply their name in camel case.
MACROS = {"tables": "table", "images": "image", "do-dont-list": "list"}
FOLDERS = {"table": "tables", "image": "images"}


def component(name, /, **params):
    """HTML of one nhsuk-frontend component: component("tag", text="Overdue").

    The parameters are those of the service manual. Every string is escaped. Only `html` may hold markup, and
    only when it was marked safe. (Django marks every string written in a template safe, so the mark alone
    would not do.)
    """
    return str(_macro(name)(_prepared(params)))


def _prepared(value, key=""):
    """The same value for Jinja: None left out, lazy strings resolved, markup only under `html`."""
    if isinstance(value, dict):
        return {k: _prepared(v, k) for k, v in value.items() if v is not None}
    if isinstance(value, list | tuple):
        return [_prepared(item) for item in value]
    if isinstance(value, Promise):
        value = str(value)
    if isinstance(value, str):
        return conditional_escape(value) if key == "html" else str.__str__(value)
    return value


@functools.cache
def _macro(name):
    folder = FOLDERS.get(name, name)
    first, *rest = MACROS.get(folder, folder).split("-")
    macro = first + "".join(word.title() for word in rest)
    return getattr(_environment().get_template(f"nhsuk/components/{folder}/macro.jinja").module, macro)


@functools.cache
def _environment():
    return jinja2.Environment(
        loader=jinja2.PackageLoader("nhsuk_frontend_jinja"),
        autoescape=True,
        undefined=jinja2.ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
