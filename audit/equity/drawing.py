"""A picture of one characteristic: a bar a group, for each thing that is asked. Drawn from published figures."""

from textwrap import wrap

from audit.charts import BLUE, INK, SIZES, WIDE, as_svg
from audit.equity.counting import SHARES
from audit.equity.reading import Part
from audit.suppression import HIDDEN, Figure

NAMES = {"wide": 24, "narrow": 15}


def draw(part: Part, size: str) -> str | None:
    """As SVG, "wide" or "narrow"; None when no two groups can be compared."""
    if not part.can_be_compared:
        return None
    names = {one.name: "\n".join(wrap(one.name, NAMES[size])) for one in part.groups}
    rows = [
        {"name": names[one.name], "asked": share.title, **_bar(one.shares[key])}
        for one in part.groups
        for key, share in SHARES.items()
    ]
    is_wide = SIZES[size] == WIDE
    x = {
        "field": "value",
        "type": "quantitative",
        "axis": {"values": [0, 50, 100], "labelExpr": "datum.label + '%'"},
        "scale": {"domain": [0, 140]},
    }
    y = {
        "field": "name",
        "type": "nominal",
        "sort": None,
        "axis": {
            "labelExpr": "split(datum.label, '\\n')",
            "labelLimit": 230,
            "ticks": False,
            "domain": False,
        },
    }
    facet = {
        "field": "asked",
        "type": "nominal",
        "sort": [one.title for one in SHARES.values()],
        "header": {"labelAnchor": "start", "labelOrient": "top", "title": None},
    }
    bars = {"mark": {"type": "bar", "color": BLUE, "height": 18}, "encoding": {"x": x, "y": y}}
    said = {
        "mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 14, "color": INK},
        "encoding": {"x": x, "y": y, "text": {"field": "said"}},
    }
    spec = {"width": 175 if is_wide else 165, "height": {"step": 38}, "layer": [bars, said]}
    drawn = {"facet": {"column": facet}} if is_wide else {"facet": facet, "columns": 1}
    return as_svg({"data": {"values": rows}, "spec": spec, **drawn})


def _bar(figure: Figure):
    value = figure.percent
    said = "none due" if value is None else "hidden" if value == HIDDEN else f"{value}%"
    return {"value": 0 if value in (None, HIDDEN) else value, "said": said}
