"""On somebody's own page: how they want to be contacted, and being asked for longer."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from people.access import require
from support import access, actions
from support.contact.avoided import named_in, names
from support.contact.wished import rows_of
from support.deadlines import london_day
from support.forms.check_ins import PreferenceForm
from support.models import Case
from support.workflow import CannotMove, CaseStatus


@dataclass(frozen=True)
class Own:
    """What they said, whom they would rather not hear from, and until which week they are asked."""

    rows: list[tuple[str, str]]
    avoids: list
    last_week: int
    is_open: bool


def own(cases: list[Case], oneself, at) -> dict:
    """The preference comes along with the case (reading.own_cases); whom they named is asked for once for all."""
    on = london_day(at)
    named = named_in(case.preference for case in cases if hasattr(case, "preference"))
    found = {}
    for case in cases:
        wish = getattr(case, "preference", None)
        found[case.pk] = Own(
            rows=rows_of(wish, on) if wish else [],
            avoids=[named[pk] for pk in wish.never_from] if wish else [],
            last_week=max((one.week for one in case.check_ins.all()), default=0),
            is_open=case.status == CaseStatus.OPEN,
        )
    return found


def preferences(request, pk):
    case = _own_case(request, pk)
    wish = getattr(case, "preference", None)
    form = PreferenceForm(request.POST or None, wish=wish, never=names(wish))
    if request.method == "POST" and form.is_valid():
        actions.set_preferences(case, by=request.oneself, **form.cleaned_data)
        messages.success(
            request, "Thank you. What we send you keeps to it, and whoever looks after you sees it."
        )
        return redirect(request.own_home)
    return render(
        request, "support/my_preferences.html", {"case": case, "form": form, "layout": request.layout}
    )


@require_POST
def more(request, pk):
    case = _own_case(request, pk)
    try:
        added = actions.add_check_in(case, by=request.oneself)
    except CannotMove:
        messages.info(request, "Support is not under way. You can ask for it again below.")
    else:
        messages.success(request, f"Somebody will also ask how you are after {added.week} weeks.")
    return redirect(request.own_home)


def _own_case(request, pk):
    wanted = ("lead", "person__user", "person__incident")
    case = get_object_or_404(Case.objects.about(request.oneself).select_related(*wanted), pk=pk)
    require(access.can_answer_for_self(request.oneself, case))
    return case


PAGES = [
    ("<uuid:pk>/contact/", preferences, "contact"),
    ("<uuid:pk>/check-ins/more/", more, "check-in-more"),
]
