"""The confidential route: one address that never changes, no account, no cookie, nothing kept in the browser (R32, R33).

What a page has to remember travels in the page. `config/unmarked.py` sees to it that nobody is known here.
"""

import secrets

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from incidents import access
from incidents.actions import confidential as actions
from incidents.confidential import prompts, waits
from incidents.confidential.codes import tidied
from incidents.confidential.visits import Visit, read_visit
from incidents.forms.confidential import Account, AddForm, AnotherForm, CodeForm, WhoForm
from incidents.reading import confidential as talks

# Three files and the words. More is not read at all.
MOST_BYTES = 3 * settings.UPLOAD_LIMIT + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
WRONG = "No report opens with this code. Check each letter, or it may have been withdrawn"


class InMemory(MemoryFileUploadHandler):
    """A file as it came, with all that it tells, is never laid down on a disk."""

    def handle_raw_input(self, *args, **kwargs):
        self.activated = True


@login_not_required
@csrf_exempt
def confidential(request):
    """Nothing ambient tells who sends a form here, so there is nothing that a token would protect."""
    if request.method != "POST":
        return start(request)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise RequestDataTooBig
    request.upload_handlers = [InMemory(request)]
    visit = read_visit(request.POST.get("visit")) or Visit()
    return STEPS.get(request.POST.get("do"), start)(request, visit)


def start(request, visit=None):
    there = access.confidential_recipients(timezone.now())
    return _page(request, "start", visit or Visit(), recipients=there)


def write(request, visit):
    return _page(request, "write", visit, form=Account(), key=secrets.token_hex(32))


def send(request, visit):
    """Names and numbers are asked about once. The report is safe before its code is shown."""
    key = request.POST.get("key", "")[:64] or secrets.token_hex(32)
    if visit.was_ended:
        return _ended(request)
    form = Account(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, "write", visit, form=form, key=key, choose_again=bool(request.FILES))
    found = prompts.look_through(form.cleaned_data["what_happened"])
    again = {"key": key, "found": found, "keep": prompts.mark_of(found), "choose_again": bool(request.FILES)}
    if found and request.POST.get("keep") != again["keep"]:
        return _page(request, "write", visit, form=form, **again)
    if wait := waits.held_back(waits.REPORTS, request, key, request.POST.get("ticket", "")):
        return _page(request, "write", visit, form=form, wait=wait, **again)
    code = actions.confide(key, **form.arguments())
    if code is None:
        return _page(request, "kept", visit)
    return _page(request, "code", visit, code=code, key=key, form=CodeForm())


def check(request, visit):
    """Whether they wrote it down. The report is safe either way."""
    key, form = request.POST.get("key", "")[:64], CodeForm(request.POST)
    if visit.is_over:
        return _ended(request)
    if form.is_valid() and tidied(form.cleaned_data["code"]) == tidied(actions.code_for(key)):
        actions.keep_code(key)
        return _page(request, "kept", visit)
    if form.is_valid():
        form.add_error("code", "This is not the code. Look at what you wrote down, and try again")
    return _page(request, "code", visit, key=key, form=form)


def again(request, visit):
    """The code once more, for somebody who has not written it down yet."""
    key = request.POST.get("key", "")[:64]
    code = None if visit.is_over else actions.code_again(key)
    if code is None:
        return _ended(request)
    return _page(request, "code", visit, code=code, key=key, form=CodeForm())


def enter(request, visit):
    return _page(request, "enter", visit, form=CodeForm())


def read(request, visit):
    """Coming back. A wrong code and a withdrawn one look and last the same; many tries wait (B5, B11)."""
    if visit.is_over:
        return _page(request, "enter", Visit(), form=CodeForm(), timed_out=True)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, "enter", visit, form=form)
    code = tidied(form.cleaned_data["code"])
    if wait := waits.held_back(waits.CODES, request, code, request.POST.get("ticket", "")):
        return _page(request, "wait", visit, wait=wait, code=code)
    talk = talks.by_code(code)
    if talk is None:
        form.add_error("code", WRONG)
        return _page(request, "enter", visit, form=form)
    return _talk(request, visit.with_receipt(talk.receipt), talk)


def of_talk(step):
    """Gives the step the conversation of this visit. Half an hour without a press, and the code is asked again."""

    def opened(request, visit):
        talk = talks.by_receipt(visit.receipt) if visit.receipt and not visit.is_over else None
        if talk is None:
            return _page(request, "enter", Visit(), form=CodeForm(), timed_out=True)
        return step(request, visit, talk)

    return opened


@of_talk
def back(request, visit, talk):
    return _talk(request, visit, talk)


@of_talk
def add(request, visit, talk):
    form = AddForm(request.POST, request.FILES)
    if not form.is_valid():
        return _talk(request, visit, talk, form=form)
    found = prompts.look_through(form.cleaned_data["text"])
    keep = prompts.mark_of(found)
    if found and request.POST.get("keep") != keep:
        return _talk(
            request, visit, talk, form=form, found=found, keep=keep, choose_again=bool(request.FILES)
        )
    actions.add_to_confidential(talk, key=request.POST.get("key", "")[:64], **form.cleaned_data)
    return _talk(request, visit, talks.by_receipt(talk.receipt), said="Sent. They get it within a day.")


@of_talk
def who(request, visit, talk):
    """Asked on a page of its own, so that nobody says who they are by mistake."""
    form = WhoForm(request.POST if "name" in request.POST else None)
    if form.is_valid():
        actions.say_who(talk, key=request.POST.get("key", "")[:64], **form.arguments())
        return _talk(
            request, visit, talks.by_receipt(talk.receipt), said=f"{talk.recipient} will know who you are."
        )
    return _page(request, "who", visit, talk=talk, form=form, key=secrets.token_hex(32))


@of_talk
def another(request, visit, talk):
    form = AnotherForm(
        request.POST if "another" in request.POST else None, people=talks.others_for(talk, timezone.now())
    )
    if form.is_valid():
        chosen, key = form.chosen, request.POST.get("key", "")[:64]
        actions.send_to_another(talk, key=key, recipient=chosen.user, role=chosen.kind)
        return _talk(request, visit, talks.by_receipt(talk.receipt), said=f"It goes to {chosen}.")
    return _page(request, "another", visit, talk=talk, form=form, key=secrets.token_hex(32))


@of_talk
def withdraw(request, visit, talk):
    if "sure" not in request.POST:
        return _page(request, "withdraw", visit, talk=talk)
    actions.withdraw_confidential(talk)
    return _page(request, "withdrawn", visit)


def finish(request, visit):
    visit.end()
    if key := request.POST.get("key", "")[:64]:
        actions.keep_code(key)
    return _ended(request)


STEPS = {
    step.__name__: step
    for step in (write, send, check, again, enter, read, finish)
} | {
    "back": back, "add": add, "who": who, "another": another, "withdraw": withdraw,
}  # fmt: skip


def _ended(request):
    response = _page(request, "end", Visit())
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _talk(request, visit, talk, form=None, **more):
    form = form or AddForm()
    return _page(request, "talk", visit, talk=talk, form=form, key=secrets.token_hex(32), **more)


def _page(request, name, visit, **context):
    """Every page carries the visit. Nothing of it is kept anywhere else."""
    return render(request, f"incidents/confidential_{name}.html", context | {"visit": visit.token})
