"""Police, court and the law on a colleague's own page: the guide, days in court, rights, and choosing a representative."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from people.access import require
from support import access, actions
from support.forms.justice import RepForm
from support.models import Case
from support.practical import court_calendar
from support.reading import justice
from support.reading.help import own_help
from support.views.sessions import as_file
from support.workflow import CannotMove, HelpStatus


def own(cases: list[Case], oneself, at) -> dict:
    """Case id to what stands beside its help, in the same number of queries for one case and for many."""
    return justice.beside(cases, at)


def choose(request, pk):
    """Who of the union may learn of them: their own choice, which they can take back."""
    help = own_help(request.oneself, pk)
    require(access.can_answer_for_self(request.oneself, help.case) and justice.is_chosen_by_them(help))
    form = RepForm(request.POST or None, reps=access.union_reps(help.case), initial={"to": help.owner_id})
    if help.status != HelpStatus.OPEN:
        messages.info(request, "This help is not under way any more.")
        return redirect(request.own_home)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_rep(help, form.cleaned_data["to"], by=request.oneself)
        except CannotMove:
            messages.info(request, "Nothing was changed. Please choose again.")
        else:
            messages.success(request, "Thank you. They know of you now. Say below how they may reach you.")
        return redirect(request.own_home)
    context = {"help": help, "form": form, "layout": request.layout}
    return render(request, "support/my_rep.html", context)


@require_safe
def day(request, pk, entry):
    """One day in court as a calendar file."""
    help = own_help(request.oneself, pk)
    require(access.can_answer_for_self(request.oneself, help.case))
    return as_file(court_calendar.of_day(get_object_or_404(help.entries.filter(key="dates"), pk=entry)))


PAGES = [
    ("help/<uuid:pk>/representative/", choose, "rep"),
    ("help/<uuid:pk>/days/<int:entry>.ics", day, "day"),
]
