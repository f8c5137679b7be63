"""The register of policies: the list, one policy with its versions, adding, correcting and reviewing it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from audit import access, policies, registers
from audit.forms.policies import PolicyChangeForm, PolicyForm, ReviewForm
from audit.views.around import rooms, turns
from incidents.workflow import CannotMove
from people.access import require

OUT = "This policy is in force no longer, so there is nothing to review."


def listing(request):
    require(access.can_read_policies(request.user))
    page = registers.policies(request.user, localdate(), request.GET.get("page"))
    in_date, of = registers.reviewed_in_date(request.user, localdate())
    context = {
        "rooms": rooms(request),
        "in_date": in_date,
        "of": of,
        "may_keep": access.can_keep_registers(request.user),
    }
    return render(request, "audit/policies.html", context | turns(page))


def add(request):
    require(access.can_keep_registers(request.user))
    form = PolicyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        policy = policies.add_policy(by=request.user, **form.cleaned_data)
        messages.success(request, "It is in the register. Its owner is reminded before the next review.")
        return redirect("audit:policy", policy.pk)
    return _form(request, form, "Add a policy", reverse("audit:policies"))


def one(request, pk):
    policy, on = registers.policy_of(request.user, pk), localdate()
    policy.late = policy.is_late(on)
    context = {
        "policy": policy,
        "moved": registers.pathway_since(policy),
        "consultations": registers.about_policy(request.user, policy, on),
        "may_keep": access.can_keep_registers(request.user),
        "may_review": access.can_review(request.user, policy),
        "back": _back(request),
    }
    page = registers.reviews_of(policy, request.GET.get("page"))
    return render(request, "audit/policy.html", context | turns(page))


def change(request, pk):
    policy = registers.policy_of(request.user, pk)
    require(access.can_keep_registers(request.user))
    form = PolicyChangeForm(request.POST or None, initial=PolicyChangeForm.initial_of(policy))
    if request.method == "POST" and form.is_valid():
        policies.change_policy(policy, by=request.user, **form.cleaned_data)
        messages.success(request, "The register is changed")
        return redirect("audit:policy", pk)
    lead = "A new version, or another date for the next review, is entered as a review."
    return _form(request, form, "Correct the register", reverse("audit:policy", args=[pk]), lead=lead)


def review(request, pk):
    policy = registers.policy_of(request.user, pk)
    require(access.can_review(request.user, policy))
    if policy.retired_at:
        return _nothing_to_do(request, pk)
    form = ReviewForm(request.POST or None, policy=policy, initial={"on": localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            policies.review_policy(policy, by=request.user, **form.cleaned_data)
        except CannotMove:
            return _nothing_to_do(request, pk)
        messages.success(request, "The review is recorded. The next reminder comes before the next date.")
        return redirect("audit:policy", pk)
    lead = f"Version {policy.version} was last reviewed on {policy.reviewed_on:%-d %B %Y}. It stays readable."
    return _form(
        request, form, policy.title, reverse("audit:policy", args=[pk]), caption="Record a review", lead=lead
    )


@require_POST
def act(request, pk):
    """Out of force, or in force again."""
    policy = registers.policy_of(request.user, pk)
    require(access.can_keep_registers(request.user))
    verbs = {
        "retire": (policies.retire_policy, "It is in force no longer. Nobody is reminded of it any more."),
        "restore": (policies.restore_policy, "It is in force again, with the date it had for its review."),
    }
    action, words = verbs.get(request.POST.get("do"), (None, ""))
    if action:
        action(policy, by=request.user)
        messages.success(request, words)
    return redirect("audit:policy", pk)


def _nothing_to_do(request, pk):
    messages.info(request, OUT)
    return redirect("audit:policy", pk)


def _back(request):
    """The register, for those who read it; whoever owns one policy alone came from their own page."""
    return reverse("audit:policies" if access.can_read_policies(request.user) else "home")


def _form(request, form, heading, back, **more):
    return render(request, "incidents/one_form.html", {"form": form, "heading": heading, "back": back} | more)
