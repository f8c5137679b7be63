"""The register of policies, the consultations and the comments as people read them: each through who may see it."""

from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404

from audit.measures import MEASURES
from audit.models import Comment, Consultation, Policy, Publication
from support.models import PathwayVersion

ON_A_PAGE = 25
# So many comments stand beside the figures; the rest have a page of their own.
BESIDE = 5


def policies(user, on: date, page=None) -> Page:
    """Those to be reviewed first before the others, and what is in force no longer at the end."""
    found = Policy.objects.visible_to(user).soonest_first().select_related("owner")
    found = _paged(found, page)
    for policy in found:
        policy.late = policy.is_late(on)
    return found


def reviewed_in_date(user, on: date) -> tuple[int, int]:
    """How many policies in force are not past their date for review, and how many there are (R14)."""
    found = Policy.objects.visible_to(user).in_force()
    counts = found.aggregate(in_date=Count("pk", filter=Q(next_on__gte=on)), of=Count("pk"))
    return counts["in_date"], counts["of"]


def policy_of(user, pk) -> Policy:
    return get_object_or_404(Policy.objects.visible_to(user).select_related("owner"), pk=pk)


def reviews_of(policy: Policy, page=None) -> Page:
    """Every review and with it every version there was, newest first."""
    return _paged(policy.reviews.select_related("by", "pathway"), page)


def pathway_since(policy: Policy) -> PathwayVersion | None:
    """The pathway in force, where it is not the one that the policy's protocol was last reviewed beside (R25)."""
    if not policy.has_support or policy.retired_at:
        return None
    now = PathwayVersion.objects.best_for(None).first()
    then = policy.reviews.first().pathway_id
    return now if now and now.pk != then else None


def consultations(user, on: date, page=None) -> Page:
    """What has not ended first, by the day it closes; then what ended, newest first."""
    found = Consultation.objects.visible_to(user).unfinished_first()
    found = _paged(found.select_related("owner", "about").defer("said", "because"), page)
    for one in found:
        one.stands = stands(one, on)
    return found


def consultation_of(user, pk) -> Consultation:
    found = Consultation.objects.visible_to(user).select_related("owner", "about")
    return get_object_or_404(found, pk=pk)


def stands(consultation: Consultation, on: date) -> tuple[str, str]:
    """Where it stands, as a `marker` and its words."""
    if consultation.ended_at:
        return "none", f"Ended: {consultation.get_outcome_display().lower()}"
    if on < consultation.opens_on:
        return "none", f"Opens {consultation.opens_on:%-d %B %Y}"
    if on <= consultation.closes_on:
        return "ok", f"Open until {consultation.closes_on:%-d %B %Y}"
    return "soon", "Closed: being looked at"


def about_policy(user, policy: Policy, on: date) -> list[Consultation]:
    """The newest ones about a policy."""
    found = Consultation.objects.visible_to(user).filter(about=policy).defer("said", "because")
    found = list(found.order_by("-closes_on", "id")[:ON_A_PAGE])
    for one in found:
        one.stands = stands(one, on)
    return found


def comments(user, at: datetime, page=None) -> Page:
    """Those that wait for an answer first."""
    found = _paged(_comments(user).waiting_first(), page)
    for one in found:
        _named(one, at)
    return found


def comment_of(user, pk, at: datetime) -> Comment:
    return _named(get_object_or_404(_comments(user), pk=pk), at)


def beside(user, publication: Publication | None, at: datetime, *, measure: str = "") -> list[Comment]:
    """The newest comments on these figures, and those on earlier ones that still wait."""
    if publication is None:
        return []
    found = _comments(user).filter(Q(publication=publication) | Q(answered_at=None))
    if measure:
        found = found.filter(measure=measure)
    return [_named(one, at) for one in found.waiting_first()[:BESIDE]]


def _comments(user):
    return Comment.objects.visible_to(user).select_related("publication", "by", "owner", "answered_by")


def _named(comment, at):
    known = MEASURES.get(comment.measure)
    comment.about = known.title if known else "All of the figures"
    comment.late = comment.is_late(at)
    return comment


def _paged(rows, page):
    return Paginator(rows, ON_A_PAGE).get_page(page)
