"""What somebody may say of themselves for equality figures. No number stands in the address: it is always one's own."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from people.equality import keeping
from people.equality.forms import EqualityForm


def own(request):
    answers = keeping.own_answers(request.user)
    form = EqualityForm(request.POST if request.method == "POST" else None, initial=answers)
    if request.method == "POST" and form.is_valid():
        keeping.keep_answers(by=request.user, answers=form.cleaned_data)
        messages.success(request, "Saved. You can change or delete your answers at any time.")
        return redirect("people:equality")
    return render(request, "people/equality.html", {"form": form, "has_answered": bool(answers)})


@require_POST
def delete(request):
    keeping.keep_answers(by=request.user, answers={})
    messages.success(request, "Your answers are deleted. Nothing is counted for you any more.")
    return redirect("people:equality")
