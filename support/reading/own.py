"""What somebody opens of their own, and what they let others open. Each reading is noted (security.md A5)."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from people.access import require
from people.trail import record
from support import access, actions
from support.models import Case, SomebodyElse, Statement, StatementShare


def own_statement(oneself, case: Case) -> Statement | None:
    """Their statement, for themselves alone; None before they have begun one."""
    statement = Statement.objects.filter(case=case).first()
    require(access.can_keep_statement(oneself, case, statement))
    if statement:
        record("statement.read_own", by=oneself, subject=statement)
    return statement


def open_share(user, pk) -> tuple[StatementShare, str]:
    """What somebody lets this reader read, and the words; 404 for what was never theirs and what was withdrawn alike."""
    shares = StatementShare.objects.visible_to(user).select_related(
        "statement__case__person__user", "version"
    )
    share = get_object_or_404(shares, pk=pk)
    return share, actions.read_shared(share, by=user)


def open_wish(user, case_pk) -> SomebodyElse:
    """That somebody asked for somebody else: the one that waits, or the newest."""
    wanted = (
        "case__person__user",
        "case__person__incident",
        "case__team__site",
        "case__lead",
        "about",
        "owner",
        "to",
    )
    wishes = SomebodyElse.objects.visible_to(user).filter(case=case_pk).select_related(*wanted)
    wish = wishes.order_by("-asked_at").first()
    if wish is None:
        raise Http404
    record("case.another_read", by=user, subject=wish.case)
    return wish
