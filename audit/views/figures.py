"""Published figures, and beside them what unions say of them."""

from datetime import date

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate

from audit import downloads, registers, sampling, wording
from audit.access import (
    can_comment,
    can_read_comments,
    can_sample,
    can_see_board,
    can_see_measure,
    can_see_resources,
)
from audit.charts import SIZES, draw
from audit.deadlines import FIRST_MONTH, next_publication
from audit.equity import drawing
from audit.equity import reading as equity_reading
from audit.equity import wording as equity_wording
from audit.equity.counting import SHARES
from audit.measures import MEASURES
from audit.reading import newest_publication, series
from audit.resources import needs_met
from audit.views.around import rooms
from people.access import can_keep_contractors, require
from people.contractors.reading import counts as contractor_counts

BOARD_MONTHS = 24


def measures(request):
    require(can_see_board(request.user))
    return render(
        request,
        "audit/measures.html",
        {
            "measures": _seen_by(request.user),
            "publication": newest_publication(),
            "rooms": rooms(request),
        },
    )


def board(request):
    """Four measures for somebody with ten minutes: what it says, the picture, the numbers."""
    require(can_see_board(request.user))
    wanted = [one for one in _seen_by(request.user) if one.on_board]
    shown = [_page_of(one) for one in series(*wanted, months=BOARD_MONTHS)]
    context = {"shown": shown, "comes_out": next_publication(timezone.now()), "rooms": rooms(request)}
    return render(request, "audit/board.html", context | _comments(request, newest_publication()))


def leading(request):
    """What leaders owe, and whether they keep to it: nobody's name, no ward (R14)."""
    require(can_see_board(request.user))
    wanted = [one for one in _seen_by(request.user) if one.is_about_leaders]
    in_date, of = registers.reviewed_in_date(request.user, localdate())
    context = {
        "publication": newest_publication(),
        "shown": [_page_of(one) for one in series(*wanted, months=BOARD_MONTHS)],
        "comes_out": next_publication(timezone.now()),
        "in_date": in_date,
        "of": of,
        "rooms": rooms(request),
    }
    return render(request, "audit/leading.html", context)


def resources(request):
    """What is wanted, from published figures, beside what there is for it, contractors among it (R13, R16, R104, R118)."""
    require(can_see_resources(request.user))
    at = timezone.now()
    context = {"needs": needs_met(at), "publication": newest_publication(), "comes_out": next_publication(at)}
    context |= {"contractors": contractor_counts(at), "may_keep": can_keep_contractors(request.user)}
    return render(request, "audit/resources.html", context | {"rooms": rooms(request)})


def equity(request):
    """`?year=2025`, by the year it begins in; the newest that was published for anything else (R11)."""
    require(can_see_board(request.user))
    there = equity_reading.years()
    wanted = next(
        (one for one in there if str(one.year) == request.GET.get("year")), there[0] if there else None
    )
    year = equity_reading.year_from(wanted) if wanted else None
    context = {
        "year": year,
        "years": there,
        "answered": equity_wording.answered(year) if year else "",
        "parts": [_part_of(one) for one in year.parts.values()] if year else [],
        "columns": equity_wording.columns(),
        "shares": SHARES.values(),
        "rooms": rooms(request),
    }
    return render(request, "audit/equity.html", context)


def equity_chart(request, year, key, size):
    found = _open_year(request.user, year)
    part = found.parts.get(key) if size in SIZES else None
    svg = drawing.draw(part, size) if part else None
    if svg is None:
        raise Http404
    return HttpResponse(svg, content_type="image/svg+xml")


def equity_csv(request, year):
    found = _open_year(request.user, year)
    lines = downloads.equity_lines(found)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="equity-{year}.csv"'
    return response


def _open_year(user, year):
    require(can_see_board(user))
    found = equity_reading.year_from(date(year, FIRST_MONTH, 1)) if 2000 <= year < 3000 else None
    if found is None:
        raise Http404
    return found


def _part_of(part):
    return {
        "part": part,
        "sentence": equity_wording.sentence(part),
        "alternative": equity_wording.alternative_text(part),
        "rows": equity_wording.rows(part),
    }


def sample(request):
    """`?month=2026-10`; the newest that is over for anything else."""
    require(can_sample(request.user))
    at = timezone.now()
    there = sampling.months(at)
    month = next((one for one in there if f"{one:%Y-%m}" == request.GET.get("month")), there[0])
    rows = sampling.sample(month, by=request.user, at=at)
    return render(request, "audit/sample.html", {"rows": rows, "month": month, "months": there})


def measure(request, key):
    shown = _page_of(_open(request.user, key)) | {"comes_out": next_publication(timezone.now())}
    return render(
        request, "audit/measure.html", shown | _comments(request, newest_publication(), measure=key)
    )


def measure_chart(request, key, size):
    """The picture by itself, so that the page stays small and is there before its pictures are drawn."""
    svg = draw(_open(request.user, key), size) if size in SIZES else None
    if svg is None:
        raise Http404
    return HttpResponse(svg, content_type="image/svg+xml")


def measure_csv(request, key):
    figures = _open(request.user, key)
    response = StreamingHttpResponse(downloads.lines(figures), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    return response


def _open(user, key):
    if key not in MEASURES:
        raise Http404
    require(can_see_measure(user, MEASURES[key]))
    return series(MEASURES[key])[0]


def _comments(request, publication, **about):
    """What unions say of these figures, for those who may read it."""
    return {
        "publication": publication,
        "may_read_comments": can_read_comments(request.user),
        "may_comment": can_comment(request.user),
        "comments": registers.beside(request.user, publication, timezone.now(), **about),
    }


def _seen_by(user):
    return [one for one in MEASURES.values() if can_see_measure(user, one)]


def _page_of(figures):
    """One measure as its page shows it; everything in it comes from the same published figures."""
    return {
        "measure": figures.measure,
        "series": figures,
        "sentence": wording.sentence(figures),
        "compared": wording.compared(figures),
        "caption": wording.caption(figures),
        "alternative": wording.alternative_text(figures) if figures.months else "",
        "table": wording.table(figures),
    }
