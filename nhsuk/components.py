"""Render the NHS's own components, so that no markup is copied by hand."""

import functools

import jinja2
from django.utils.functional import Promise
from markupsafe import Markup, escape

# The three folders whose macro is not simply their name in camel case.
MACROS = {"tables": "table", "images": "image", "do-dont-list": "list"}
FOLDERS = {"table": "tables", "image": "images"}


def component(name, /, **params):
    """HTML of one nhsuk-frontend component: component("tag", text="Overdue").

    The parameters are those of the service manual. Every string is escaped, under whatever key it comes,
    `html` included, unless it was marked safe.
    """
    return str(_macro(name)(_prepared(params)))


def _prepared(value, key=""):
    """The same value for Jinja: None left out, lazy strings resolved, Django's safe strings known as safe."""
    if isinstance(value, dict):
        return {k: _prepared(v, k) for k, v in value.items() if v is not None}
    if isinstance(value, list | tuple):
        return [_prepared(item) for item in value]
    if isinstance(value, Promise):
        value = str(value)
    if isinstance(value, str):
        if hasattr(value, "__html__"):
            return Markup(value)
        return escape(value) if key == "html" else value
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
