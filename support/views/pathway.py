"""The settings pages of the pathway: what is in force where, one draft a place, trying it out, publishing, moving."""

from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from people.access import require
from people.clock import now
from people.models import Site
from support import access, actions, pathway, reading, versions
from support.actions.pathway import passed_over, to_move
from support.editing import drafting
from support.editing.previewing import preview as tried_out
from support.forms.pathway import MoveForm, PublishForm, StageDraftForm, WeeksForm
from support.models import Case

TRUST = "trust"
MOST_NAMED = 25


def overview(request):
    require(access.can_see_settings(request.user))
    return render(request, "support/pathway/overview.html", {"places": reading.places(request.user)})


def of_a_place(view):
    """The place stands found, and the reader may set its pathway, before the page runs."""

    @wraps(view)
    def found(request, place, **kwargs):
        require(access.can_see_settings(request.user))
        site = None if place == TRUST else get_object_or_404(Site, code=place)
        require(access.can_set_pathway(request.user, site))
        return view(request, site, **kwargs)

    return found


def of_a_draft(view):
    @wraps(view)
    def found(request, site, **kwargs):
        draft = reading.draft_of(site)
        if draft is None:
            messages.info(request, "There is no draft now. Start one to change the pathway.")
            return redirect("pathway:place", slug(site))
        return view(request, site, draft, **kwargs)

    return of_a_place(found)


def slug(site):
    return site.code if site else TRUST


@of_a_place
def place(request, site):
    version = versions.in_force(site)
    context = (
        _about(site)
        | {
            "version": version,
            "stages": _stages(versions.rules_of(version)),
            "draft": reading.draft_of(site),
            "history": Paginator(reading.history(site), 10).get_page(request.GET.get("page")),
            "waiting": reading.waiting_release(version),
            "to_move": to_move(site).filter(access.counted_for(request.user)).count(),
        }
        | _passed_over(request.user, site)
    )
    return render(request, "support/pathway/place.html", context)


@of_a_place
@require_POST
def start(request, site):
    draft = actions.start_draft(site, by=request.user)
    if draft.editor_id != request.user.pk:
        messages.info(request, f"{draft.editor} has a draft already. You can take it over.")
    return redirect("pathway:draft", slug(site))


@of_a_draft
def draft(request, site, draft):
    context = _about(site, draft, request.user) | {
        "stages": _stages(draft.content["rules"]),
        "differences": drafting.differences(drafting.content_of(draft.started_from), draft.content),
        "faults": drafting.faults(draft.content),
        "waiting": reading.release_since(draft.based_on),
    }
    return render(request, "support/pathway/draft.html", context)


@of_a_draft
@require_POST
def edit(request, site, draft):
    """Take over the editing, take over the release's changes, or throw the draft away."""
    seen = int(request.POST.get("seen")) if request.POST.get("seen", "").isdigit() else -1
    asked = request.POST.get("do")
    try:
        if asked == "take_over":
            actions.take_over_draft(draft, by=request.user)
        elif asked == "take_release":
            actions.take_release(draft, by=request.user, seen=seen)
        elif asked == "discard":
            actions.discard_draft(draft, by=request.user, seen=seen)
            messages.success(request, "The draft is gone. Nothing else has changed.")
            return redirect("pathway:place", slug(site))
    except (actions.Changed, actions.NotTheEditor):
        messages.error(request, "Somebody else changed this draft a moment ago. Look at it again first.")
    return redirect("pathway:draft", slug(site))


@of_a_draft
def stage(request, site, draft, key):
    rule = drafting.rule_in(draft.content, key)
    if rule is None or key not in pathway.STAGES:
        raise Http404
    form = StageDraftForm(request.POST or None, rule=rule, initial={"seen": draft.revision})
    context = _about(site, draft, request.user) | {"row": pathway.STAGES[key], "rule": rule}
    return _save(request, site, draft, form, "support/pathway/stage.html", context)


@of_a_draft
def weeks(request, site, draft):
    content = draft.content
    initial = {
        "seen": draft.revision,
        "weeks": ", ".join(map(str, content["check_in_weeks"])),
        "team": ", ".join(map(str, content["team_weeks"])),
        "signs": "\n".join(content["signs"]),
        "policy": content["policy"],
    }
    form = WeeksForm(request.POST or None, initial=initial)
    about = _about(site, draft, request.user)
    return _save(request, site, draft, form, "support/pathway/weeks.html", about)


def _save(request, site, draft, form, template, context):
    """What was typed stays on the page when somebody else edits the draft by now."""
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_draft(draft, by=request.user, seen=form.cleaned_data["seen"], **form.said())
        except (actions.Changed, actions.NotTheEditor):
            draft = reading.draft_of(site) or draft
            form.show_again(draft.revision)
            context |= _about(site, draft, request.user) | {"form": form, "conflict": True}
            return render(request, template, context, status=409)
        messages.success(request, "Saved in the draft")
        return redirect("pathway:draft", slug(site))
    return render(request, template, context | {"form": form})


@of_a_draft
def preview(request, site, draft):
    content = draft.content
    faults = drafting.faults(content)
    seen = None if faults else tried_out(request.user, site, content["rules"], content, now())
    return render(
        request,
        "support/pathway/preview.html",
        _about(site, draft, request.user) | {"preview": seen, "faults": faults},
    )


@of_a_draft
def publish(request, site, draft):
    form = PublishForm(request.POST or None, initial={"seen": draft.revision})
    context = _about(site, draft, request.user) | {
        "differences": drafting.differences(drafting.content_of(versions.in_force(site)), draft.content),
        "faults": drafting.faults(draft.content),
        "form": form,
    }
    if request.method == "POST" and form.is_valid():
        try:
            version = actions.publish_draft(draft, by=request.user, **form.cleaned_data)
        except actions.CannotPublish as found:
            context["faults"] = found.faults
        except (actions.Changed, actions.NotTheEditor):
            form.add_error(
                None, "Somebody else changed this draft a moment ago. Look at it again before you publish."
            )
        else:
            messages.success(
                request, f"Version {version.number} is in force. Cases under way stay on theirs."
            )
            return redirect("pathway:place", slug(site))
    return render(request, "support/pathway/publish.html", context)


@of_a_place
def as_the_trust(request, site):
    """A site gives up its own pathway: what that would do first, then with a reason."""
    ours, trusts = versions.in_force(site), versions.in_force()
    if site is None or ours.site_id != site.pk:
        messages.info(request, "The trust’s pathway holds here already.")
        return redirect("pathway:place", slug(site))
    form = PublishForm(request.POST or None, initial={"seen": ours.number})
    if request.method == "POST" and form.is_valid():
        try:
            actions.return_to_trust(site, by=request.user, **form.cleaned_data)
        except actions.Changed:
            form.show_again(ours.number)
            form.add_error(
                None, "Somebody published another version a moment ago. Look at what changes again."
            )
        else:
            messages.success(request, "The trust’s pathway holds here again. Cases under way stay on theirs.")
            return redirect("pathway:place", slug(site))
    context = _about(site) | {
        "version": ours,
        "differences": drafting.differences(drafting.content_of(ours), drafting.content_of(trusts)),
        "preview": tried_out(request.user, site, list(trusts.rules.all()), versions.beside(trusts), now()),
        "form": form,
    }
    return render(request, "support/pathway/as_the_trust.html", context)


@of_a_place
def move(request, site):
    """All cases under way there follow what is in force, on purpose."""
    form, version = MoveForm(request.POST or None), versions.in_force(site)
    left = to_move(site).filter(access.counted_for(request.user))
    if request.method == "POST" and form.is_valid():
        moved = actions.move_cases(site, by=request.user, why=form.cleaned_data["why"])
        messages.success(
            request, f"{moved} case{'' if moved == 1 else 's'} moved to version {version.number}"
        )
        return redirect("pathway:move" if moved and left.exists() else "pathway:place", slug(site))
    seen = tried_out(request.user, site, list(version.rules.all()), versions.beside(version), now())
    context = _about(site) | {"version": version, "preview": seen, "left": left.count(), "form": form}
    context |= _passed_over(request.user, site)
    return render(request, "support/pathway/move.html", context)


def _passed_over(user, site):
    """How many the reader may know of, and the names of those that they may open."""
    stuck = passed_over(site)
    named = Case.objects.visible_to(user).filter(pk__in=stuck.values("pk"))
    return {
        "stuck": stuck.filter(access.counted_for(user)).count(),
        "stuck_named": named.select_related("person__incident", "person__user", "team").order_by(
            "opened_at", "id"
        )[:MOST_NAMED],
    }


def _stages(rules):
    return [(pathway.STAGES.get(rule["key"]), rule, drafting.window_words(rule)) for rule in rules]


def _about(site, draft=None, user=None):
    return {
        "site": site,
        "place": slug(site),
        "name": str(site) if site else "the whole trust",
        "draft": draft,
        "is_editor": draft is not None and user is not None and draft.editor_id == user.pk,
    }
