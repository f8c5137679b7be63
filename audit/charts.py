"""Charts, drawn on the server from figures already hidden and rounded. No script is needed to see one.

Each is drawn twice, wide and narrow, so that its words stay readable on a phone, and kept by a hash of what
it shows.
"""

import hashlib
import json

import vl_convert
from django.core.cache import cache

from audit.reading import Series
from audit.suppression import HIDDEN

WIDE, NARROW = 620, 300
SIZES = {"wide": WIDE, "narrow": NARROW}
KEPT_SECONDS = 24 * 60 * 60

BLUE, GREY, INK, PALE = "#005eb8", "#768692", "#212b32", "#d8dde0"
# Colours of NHS England's SPC charts (domain.md B14); each has a shape of its own too.
MARKS = {
    "usual": ("Usual up and down", "#768692", "circle"),
    "better": ("Better than usual", "#00b0f0", "triangle-up"),
    "worse": ("Worse than usual", "#e46c0a", "diamond"),
    "high": ("More than usual", "#490092", "triangle-up"),
    "low": ("Fewer than usual", "#490092", "triangle-down"),
}
CONFIG = {
    "aria": False,
    "font": "Arial, sans-serif",
    "background": "white",
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 14,
        "labelColor": INK,
        "gridColor": PALE,
        "domainColor": GREY,
        "tickColor": GREY,
        "title": None,
    },
    "legend": {
        "labelFontSize": 14,
        "labelColor": INK,
        "title": None,
        "orient": "bottom",
        "symbolSize": 110,
        "columns": 2,
    },
    "header": {"labelFontSize": 15, "labelColor": INK, "title": None},
}


def draw(series: Series, size: str) -> str | None:
    """The chart as SVG, "wide" or "narrow"; None when there is nothing to draw."""
    if not series.months:
        return None
    if len(series.measure.rows) == 1:
        shape = _over_time
    else:
        shape = _newest_by_row if series.measure.is_share else _small_bars
    return as_svg(shape(series, SIZES[size]))


def as_svg(spec: dict) -> str:
    """Drawn once for each content, and kept for a day."""
    text = json.dumps(
        spec | {"config": CONFIG, "$schema": "https://vega.github.io/schema/vega-lite/v5.json"},
        sort_keys=True,
    )
    key = f"chart.{hashlib.sha256(text.encode()).hexdigest()}"
    found = cache.get(key)
    if found is None:
        found = vl_convert.vegalite_to_svg(text)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _over_time(series, width):
    """One line over the months, with the usual range where there are twelve points or more."""
    unusual, usual = series.unusual, series.limits
    rows = [
        {"month": _short(month), "value": value, "kind": MARKS[unusual.get(month.month, "usual")][0]}
        for month, value in series.points
    ]
    kinds = [mark for mark in MARKS.values() if mark[0] in {row["kind"] for row in rows}]
    x = {
        "field": "month",
        "type": "ordinal",
        "sort": None,
        "scale": {"domain": [_short(month) for month in series.months]},
        "axis": {"labelAngle": 0, "labelOverlap": "greedy", "labelExpr": "split(datum.label, ' ')"},
    }
    y = {"field": "value", "type": "quantitative", "axis": _axis(series), "scale": _scale(series)}
    kind = {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": [mark[0] for mark in kinds], "range": [mark[1] for mark in kinds]},
        "legend": None if usual is None else {"columns": 1 if width == NARROW else 3},
    }
    shape = kind | {"scale": {"domain": [mark[0] for mark in kinds], "range": [mark[2] for mark in kinds]}}
    layers = [
        {"mark": {"type": "line", "color": GREY, "strokeWidth": 2}, "encoding": {"x": x, "y": y}},
        {
            "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
            "encoding": {"x": x, "y": y, "color": kind, "shape": shape}
            if usual
            else {"x": x, "y": y, "color": {"value": BLUE}},
        },
    ]
    if usual:
        layers[:0] = [_rule(usual.mean, []), _rule(usual.lower, [6, 4]), _rule(usual.upper, [6, 4])]
    return {"width": width - 60, "height": 230, "data": {"values": rows}, "layer": layers}


def _rule(value, dash):
    return {
        "data": {"values": [{}]},
        "mark": {"type": "rule", "color": INK, "strokeDash": dash, "strokeWidth": 1.5},
        "encoding": {"y": {"datum": round(value, 1), "type": "quantitative"}},
    }


def _newest_by_row(series, width):
    """One bar a row for the newest month, with its number written beside it."""
    names = series.measure.rows
    rows = []
    for key, figure in series.newest.rows.items():
        value = figure.percent
        said = "none due" if value is None else "hidden" if value == HIDDEN else f"{value}%"
        rows.append({"name": names[key], "value": 0 if value in (None, HIDDEN) else value, "said": said})
    x = {"field": "value", "type": "quantitative", "axis": _axis(series), "scale": {"domain": [0, 115]}}
    # On a phone the name stands above its bar, so that the bar keeps the whole width.
    name = (
        {"labelLimit": 220} if width == WIDE else {"labelLimit": 120, "labelExpr": "split(datum.label, ' ')"}
    )
    y = {"field": "name", "type": "nominal", "sort": None, "axis": name | {"ticks": False, "domain": False}}
    return {
        "width": width - (230 if width == WIDE else 130),
        "height": {"step": 40 if width == WIDE else 52},
        "data": {"values": rows},
        "layer": [
            {"mark": {"type": "bar", "color": BLUE, "height": 22}, "encoding": {"x": x, "y": y}},
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 14, "color": INK},
                "encoding": {"x": x, "y": y, "text": {"field": "said"}},
            },
        ],
    }


def _small_bars(series, width):
    """One small chart a row, all on one scale: how often each kind came up month by month. A star is a hidden
    figure.
    """
    shown = series.months[-12:]
    rows = [
        {
            "row": series.measure.rows[key],
            "month": _short(month),
            "value": 0 if figure.counted == HIDDEN else figure.counted,
            "star": HIDDEN if figure.counted == HIDDEN else "",
        }
        for month in shown
        for key, figure in month.rows.items()
    ]
    columns = 2 if width == WIDE else 1
    x = {
        "field": "month",
        "type": "ordinal",
        "sort": None,
        "axis": {
            "labelAngle": 0,
            "labelExpr": "split(datum.label, ' ')",
            "values": [_short(shown[0]), _short(shown[-1])]
            if len(shown) > 3
            else [_short(month) for month in shown],
        },
    }
    y = {"field": "value", "type": "quantitative", "axis": {"tickCount": 3, "title": None}}
    return {
        "data": {"values": rows},
        "facet": {
            "field": "row",
            "type": "nominal",
            "sort": list(series.measure.rows.values()),
            "header": {"labelAnchor": "start", "labelOrient": "top"},
        },
        "columns": columns,
        "spec": {
            "width": width // columns - 60,
            "height": 80,
            "layer": [
                {"mark": {"type": "bar", "color": BLUE}, "encoding": {"x": x, "y": y}},
                {
                    "transform": [{"filter": "datum.star != ''"}],
                    "mark": {"type": "text", "baseline": "bottom", "fontSize": 16, "color": INK},
                    "encoding": {"x": x, "y": y, "text": {"field": "star"}},
                },
            ],
        },
    }


def _axis(series):
    return {"tickCount": 5} | (
        {"labelExpr": "datum.label + '%'", "values": [0, 25, 50, 75, 100]} if series.measure.is_share else {}
    )


def _scale(series):
    return {"domain": [0, 100]} if series.measure.is_share else {"zero": True}


def _short(month):
    return f"{month.month:%b %Y}"
