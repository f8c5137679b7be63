"""Components and the tags over them: escaped by default, and the markup the NHS describes."""

import pytest
from django.template import engines
from django.utils.safestring import mark_safe

from nhsuk.components import component
from tests.nhsuk.reading import check_joined_up, read

ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def shown(template, **context):
    return read(engines["django"].from_string("{% load nhsuk %}" + template).render(context))


@pytest.mark.claim("F4")
@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("tag", {"text": ATTACK, "classes": ATTACK}),
        ("tag", {"html": ATTACK}),
        ("button", {"text": ATTACK, "href": ATTACK, "attributes": {"data-x": ATTACK}}),
        ("back-link", {"text": ATTACK, "href": ATTACK}),
        ("breadcrumb", {"items": [{"text": ATTACK, "href": ATTACK}], "text": ATTACK, "href": "/"}),
        ("details", {"summaryText": ATTACK, "html": ATTACK}),
        ("inset-text", {"text": ATTACK}),
        ("warning-callout", {"heading": ATTACK, "text": ATTACK}),
        ("card", {"heading": ATTACK, "description": ATTACK, "href": "/"}),
        ("panel", {"heading": ATTACK, "text": ATTACK}),
        ("notification-banner", {"text": ATTACK, "title": ATTACK}),
        ("summary-list", {"rows": [{"key": {"text": ATTACK}, "value": {"text": ATTACK}}]}),
        ("summary-list", {"rows": [{"key": {"html": ATTACK}, "value": {"html": ATTACK}}]}),
        (
            "table",
            {"caption": ATTACK, "head": [{"text": ATTACK}], "rows": [[{"text": ATTACK}, {"html": ATTACK}]]},
        ),
        ("table", {"caption": ATTACK, "head": [ATTACK], "rows": [[ATTACK]], "responsive": True}),
        (
            "task-list",
            {
                "items": [
                    {"title": {"text": ATTACK}, "hint": {"text": ATTACK}, "status": {"tag": {"text": ATTACK}}}
                ]
            },
        ),
        ("error-summary", {"heading": ATTACK, "errorList": [{"text": ATTACK, "href": "#x"}]}),
        ("pagination", {"previous": {"href": ATTACK, "text": ATTACK}, "next": {"href": "/", "text": ATTACK}}),
        ("contents-list", {"items": [{"href": ATTACK, "text": ATTACK}]}),
        ("do-dont-list", {"title": ATTACK, "type": "tick", "items": [{"item": ATTACK}]}),
        ("images", {"src": ATTACK, "alt": ATTACK, "caption": ATTACK}),
    ],
)
def test_no_component_lets_markup_through_that_was_not_marked_safe(name, params):
    html = component(name, **params)

    assert "<script" not in html
    assert not [e for e in read(html).everything() if e.tag in ("script", "img") and e.get("src") == "x"]
    assert not [e for e in read(html).everything() if "onerror" in e.attributes]


def test_markup_marked_safe_shows_under_html_and_nowhere_else():
    bold = mark_safe("<b>loud</b>")

    assert "<b>loud</b>" in component("tag", html=bold)
    assert "<b>" not in component("tag", text=bold)


def test_a_component_that_does_not_exist_is_an_error():
    with pytest.raises(Exception, match="no-such-thing"):
        component("no-such-thing")


def test_what_is_not_there_is_left_out_and_never_shown_as_none():
    assert "None" not in component("button", text="Go", href=None, classes=None)


def test_a_block_holds_a_template():
    details = shown(
        '{% nhsuk_block "details" summaryText="More" %}<p>{{ x }}</p>{% end_nhsuk_block %}', x=ATTACK
    ).one("details")

    assert details.one("summary").words == "More"
    assert details.one("p").words == ATTACK


def test_a_card_holds_a_template_too():
    card = shown('{% nhsuk_block "card" heading="Sam" %}<p>Ring at noon</p>{% end_nhsuk_block %}')

    assert card.one("p").words == "Ring at noon"


def test_a_summary_list_says_what_each_link_changes():
    page = shown(
        '{% summary_list %}{% summary "Where" href="/w/" about="where it was" %}{{ place }}{% end_summary %}'
        '{% summary "Reference" %}INC-1{% end_summary %}{% end_summary_list %}',
        place=ATTACK,
    )

    assert [e.words for e in page.all("dt")] == ["Where", "Reference"]
    assert page.all(of="nhsuk-summary-list__value")[0].words == ATTACK
    assert page.one("a").words == "Change where it was"


def test_a_table_keeps_its_headings_on_a_phone():
    page = shown(
        '{% table "Name" "Days" caption=caption numeric="Days" %}{% for n in names %}{% row urgency %}'
        '{% cell "Name" header=True %}{{ n }}{% end_cell %}{% cell "Days" numeric=True %}3{% end_cell %}'
        "{% end_row %}{% endfor %}{% end_table %}",
        caption=ATTACK,
        names=[ATTACK, "Ann"],
        urgency="overdue",
    )

    table = page.one("table")
    assert table.one("caption").words == ATTACK
    assert [e.words for e in table.all("th", scope="col")] == ["Name", "Days"]
    assert table.all("th", scope="row")[0].words == f"Name {ATTACK}"
    assert len(table.all("tr", of="aftercare-row--overdue")) == 2
    assert all(e["aria-hidden"] == "true" for e in table.all(of="nhsuk-table__heading"))
    assert "nhsuk-table__cell--numeric" in table.all("td")[0].classes


def test_urgency_is_said_in_words():
    mark = shown('{% marker "overdue" words %}', words=ATTACK).one("span")

    assert mark.words == ATTACK
    assert "aftercare-marker--overdue" in mark.classes


def test_the_links_between_pages_of_a_list():
    both = shown('{% newer_older newer="?n" older="?o" %}')
    assert [(e.words, e["href"]) for e in both.all("a")] == [("Newer", "?n"), ("Older", "?o")]
    assert [e.words for e in shown('{% newer_older older="?o" %}').all("a")] == ["Older"]
    assert not list(shown("{% newer_older %}").everything())


def test_back_stands_in_a_landmark():
    assert shown('{% back_link "/x/" %}').one("a", href="/x/").within("nav")


def test_the_date_component_and_every_other_joins_up():
    check_joined_up(
        read(
            component(
                "task-list", items=[{"title": {"text": "One"}, "href": "/", "status": {"text": "Done"}}]
            )
        )
    )
