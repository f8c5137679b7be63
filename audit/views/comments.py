"""What unions say of the figures: all of it, saying something, one comment with its answer, and who answers."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from audit import access, comments, registers
from audit.forms.comments import AnswerForm, CommentForm, GiveForm
from audit.measures import MEASURES
from audit.owed import may_answer
from audit.reading import publication_of
from audit.views.around import rooms, turns
from incidents.workflow import CannotMove
from people.access import require
from people.clock import now

ANSWERED = "It has been answered meanwhile. You see the answer below."
NOBODY = (
    "Nobody is here who could answer. Ask an administrator to give somebody the violence prevention lead role, "
    "then send it again"
)


def listing(request):
    require(access.can_read_comments(request.user))
    page = registers.comments(request.user, now(), request.GET.get("page"))
    return render(request, "audit/comments.html", {"rooms": rooms(request)} | turns(page))


def make(request, year, month):
    """On the figures of one publication; `?about=contact` begins with one measure."""
    publication = publication_of(year, month)
    if publication is None:
        raise Http404
    require(access.can_comment(request.user))
    seen = [one for one in MEASURES.values() if access.can_see_measure(request.user, one)]
    form = CommentForm(request.POST or None, measures=seen, initial={"measure": request.GET.get("about", "")})
    if request.method == "POST" and form.is_valid():
        try:
            made = comments.comment(publication, by=request.user, **form.cleaned_data)
        except comments.NobodyToAnswer:
            form.add_error(None, NOBODY)
        else:
            message = f"It is sent. You should have an answer by {made.due_at:%-d %B}."
            messages.success(request, message)
            return redirect("audit:comment", made.pk)
    context = {
        "form": form,
        "heading": "Comment on the figures",
        "caption": f"Figures up to {publication.month:%B %Y}",
        "back": reverse("audit:board"),
        "button": "Send",
        "lead": "Somebody must answer you within ten working days. What you write cannot be changed or taken away.",
    }
    return render(request, "incidents/one_form.html", context)


def one(request, pk):
    """With the form for whoever answers."""
    comment = registers.comment_of(request.user, pk, now())
    can_answer = access.can_answer(request.user, comment)
    form = AnswerForm(request.POST or None) if can_answer and not comment.answered_at else None
    if request.method == "POST":
        require(can_answer)
        if form is None:
            return _told(request, pk)
        if form.is_valid():
            return _done(request, comments.answer_comment, comment, form, "Your answer is sent.")
    may_give = access.can_give(request.user) and not comment.answered_at
    return render(request, "audit/comment.html", {"comment": comment, "form": form, "may_give": may_give})


def give(request, pk):
    comment = registers.comment_of(request.user, pk, now())
    require(access.can_give(request.user))
    if comment.answered_at:
        return _told(request, pk)
    people = [one for one in may_answer(comment.by_id, now()) if one != comment.owner]
    form = GiveForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        return _done(request, comments.give_comment, comment, form, "It is theirs to answer now.")
    back = reverse("audit:comment", args=[pk])
    lead = "Leads and members of the board can answer. The date by which it is owed stays."
    context = {"form": form, "heading": "Have somebody else answer", "back": back, "lead": lead}
    return render(request, "incidents/one_form.html", context)


def _done(request, action, comment, form, message):
    try:
        action(comment, by=request.user, **form.cleaned_data)
    except CannotMove:
        return _told(request, comment.pk)
    messages.success(request, message)
    return redirect("audit:comment", comment.pk)


def _told(request, pk):
    messages.info(request, ANSWERED)
    return redirect("audit:comment", pk)
