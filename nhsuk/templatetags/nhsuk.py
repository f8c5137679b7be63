"""Template tags for the NHS look.

    {% nhsuk "tag" text="Overdue" colour="red" %}        any component, with the service manual's parameters
    {% nhsuk_block "details" summaryText="Why?" %} … {% end_nhsuk_block %}    a component around a template
    {% summary_list %}{% summary "Where" %}{{ place }}{% end_summary %}{% end_summary_list %}
    {% table "Colleague" "Due" caption="Needs you now" %} … {% end_table %}   turns into cards on a phone
    {% row "overdue" %}{% cell "Colleague" header=True %} … {% end_cell %}{% end_row %}
    {% marker "overdue" "Overdue by 2 days" %}           urgency in words and shape as well as colour
    {% back_link url %}                                  goes in the block `before_main`
    {% newer_older newer=url older=url %}                links between pages of a list

Every string is escaped. Only `html` may hold markup, and only when it was marked safe.
"""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from nhsuk import rendering
from nhsuk.components import component

register = template.Library()


@register.simple_tag
def nhsuk(name, /, **params):
    """Any component."""
    return mark_safe(component(name, **params))


@register.simple_block_tag(end_name="end_nhsuk_block")
def nhsuk_block(content, name, /, **params):
    """A component around a piece of template: details, inset text, warning callout, card, panel."""
    inside = {"description": {"html": content}} if name == "card" else {"html": content}
    return mark_safe(component(name, **params, **inside))


@register.simple_block_tag(end_name="end_summary_list")
def summary_list(content, **params):
    """A list of facts; each row is a `summary`."""
    return mark_safe(component("summary-list", **params, html=content))


@register.simple_block_tag(end_name="end_summary")
def summary(content, label, href="", action="Change", about=""):
    """One fact. With `href` a link follows it; `about` tells a screen reader what it changes."""
    link = ""
    if href:
        link = format_html(
            '<dd class="nhsuk-summary-list__actions"><a class="nhsuk-link" href="{}">{}'
            '<span class="nhsuk-u-visually-hidden"> {}</span></a></dd>',
            href,
            action,
            about or label.lower(),
        )
    return format_html(
        '<div class="nhsuk-summary-list__row{}"><dt class="nhsuk-summary-list__key">{}</dt>'
        '<dd class="nhsuk-summary-list__value">{}</dd>{}</div>',
        "" if link else " nhsuk-summary-list__row--no-actions",
        label,
        content,
        link,
    )


@register.simple_block_tag(end_name="end_table")
def table(content, *columns, caption, hide_caption=False, numeric=""):
    """A table that turns into cards on a phone. Its rows are `<tr {% row %}>` with a `cell` for each column.

    `numeric` names the columns that hold numbers, divided by commas.
    """
    numbers = {name.strip() for name in numeric.split(",")}
    heads = format_html_join(
        "",
        '<th class="nhsuk-table__header{}" scope="col" role="columnheader">{}</th>',
        ((" nhsuk-table__header--numeric" if column in numbers else "", column) for column in columns),
    )
    return format_html(
        '<table class="nhsuk-table nhsuk-table--responsive" role="table">'
        '<caption class="nhsuk-table__caption{}">{}</caption>'
        '<thead class="nhsuk-table__head" role="rowgroup">'
        '<tr class="nhsuk-table__row" role="row">{}</tr></thead>'
        '<tbody class="nhsuk-table__body" role="rowgroup">{}</tbody></table>',
        " nhsuk-u-visually-hidden" if hide_caption else "",
        caption,
        heads,
        content,
    )


@register.simple_block_tag(end_name="end_row")
def row(content, urgency=""):
    """One row of a `table`. `urgency` is "overdue", "soon" or "" and adds a thick edge."""
    return format_html(
        '<tr class="nhsuk-table__row{}" role="row">{}</tr>',
        f" aftercare-row--{urgency}" if urgency else "",
        content,
    )


@register.simple_block_tag(end_name="end_cell")
def cell(content, column, header=False, numeric=False):
    """One cell. `column` is its heading, shown beside it on a phone; `header` names the row."""
    return format_html(
        '<{0} class="{1}{2}" {3}><span class="nhsuk-table__heading" aria-hidden="true">{4} </span>'
        "<span>{5}</span></{0}>",
        "th" if header else "td",
        "nhsuk-table__header" if header else "nhsuk-table__cell",
        " nhsuk-table__cell--numeric" if numeric else "",
        mark_safe('scope="row" role="rowheader"' if header else 'role="cell"'),
        column,
        content,
    )


@register.simple_tag
def marker(urgency, words):
    """How urgent something is: "overdue", "soon", "ok" or "none". The words carry it; the rest helps."""
    return format_html('<span class="aftercare-marker aftercare-marker--{}">{}</span>', urgency, words)


@register.simple_tag
def back_link(href, text="Back"):
    """The way back, in a landmark of its own because it stands above the main part of the page."""
    return format_html(
        '<nav aria-label="Back">{}</nav>', mark_safe(component("back-link", href=href, text=text))
    )


@register.simple_tag
def newer_older(newer="", older=""):
    """Links to the pages before and after this one of a list, newest first. Nothing if there is one."""
    if not (newer or older):
        return ""
    links = {}
    if newer:
        links["previous"] = {"href": newer, "text": "Newer"}
    if older:
        links["next"] = {"href": older, "text": "Older"}
    return mark_safe(component("pagination", **links))


@register.simple_tag
def form_field(bound):
    """One field of a form as its NHS component."""
    return mark_safe(rendering.render_field(bound))


@register.simple_tag
def error_summary(form=None):
    """What is wrong with a form, each line a link to the question. Shown once for each form."""
    if not getattr(form, "is_bound", False) or not form.errors or getattr(form, "summary_shown", False):
        return ""
    form.summary_shown = True
    return mark_safe(
        component("error-summary", heading="There is a problem", errorList=rendering.error_list(form))
    )
