"""How a colleague is asked how they are, and what comes of it (R12, R66, R79, R80)."""

from django.db import transaction

from people.access import require
from people.clock import now
from people.models import User
from people.trail import record
from support import access
from support.actions.moving import answer, locked, open_again, under_way
from support.contact import watching, weeks
from support.contact.avoided import avoided
from support.handing_on.passing import next_lead
from support.meeting.led_anew import pass_on_sessions
from support.models import Case, CheckIn, Preference, TeamCheckIn, Watch
from support.owed.by_hand import DO
from support.planning import plan, promise_to_do
from support.visits.visitor import Visitor, account_of
from support.workflow import CannotMove, CaseStatus, CheckInStatus


@transaction.atomic
def set_preferences(case: Case, *, by: User | Visitor, at=None, **said) -> Preference:
    """How, when and by whom they want to be contacted: said by themselves, or noted for them (R12, R80).

    `said` are fields of Preference, `never_from` several colleagues; what is not named stays as it was. Whom they
    chose asks how they are from now on, where that colleague may open the case; if not, or if they would rather not
    hear from whoever looks after them, somebody has to see to it.
    """
    case, at = locked(case), at or now()
    require(access.can_answer_for_self(by, case) or access.can_run(by, case))
    wish = Preference.objects.filter(case=case).first() or Preference(case=case)
    before = wish.hear_from_id, wish.never_from
    if "never_from" in said:
        said["never_from"] = [one.pk for one in said["never_from"]]
    for name, value in said.items():
        setattr(wish, name, value)
    wish.set_by, wish.set_at = account_of(by), at
    wish._history_user, wish._history_date = account_of(by), at
    wish.save()
    case.preference = wish
    record("preferences.set", by=account_of(by), subject=case, at=at)
    if case.status == CaseStatus.OPEN:
        _see_to_wishes(case, wish, before, at)
        plan(case, at)
        for one in avoided(case) if wish.never_from != before[1] else ():
            pass_on_sessions(one, by=account_of(by), at=at)
    return wish


@transaction.atomic
def add_check_in(case: Case, *, by: User | Visitor, at=None) -> CheckIn:
    """Longer, because they asked for it: one more, four weeks after the last, and never in the past (R66)."""
    case, at = locked(case), at or now()
    require(access.can_answer_for_self(by, case) or access.can_run(by, case))
    under_way(case)
    check_in = weeks.one_more(case, at)
    record("check_in.added", by=account_of(by), subject=case, why=f"week {check_in.week}", at=at)
    plan(case, at)
    return check_in


@transaction.atomic
def skip_check_in(case: Case, week: int, *, by: User | Visitor, at=None) -> CheckIn:
    """ "Not now", said by themselves. The next ones stay (R12)."""
    case, at = locked(case), at or now()
    require(access.can_answer_for_self(by, case, f"check_in.{week}"))
    under_way(case)
    return answer(case, week, by=by, status=CheckInStatus.NOT_WANTED, feeling="", at=at)


@transaction.atomic
def record_team_check_in(
    case: Case, week: int, *, by: User, status: str, asked=(), found: str = "", at=None
) -> TeamCheckIn:
    """How the team is, and those who supported somebody; a union representative by consent only (R80)."""
    case, at = locked(case), at or now()
    require(access.can_run(by, case))
    under_way(case)
    team = case.team_check_ins.get(week=week)
    if team.status != TeamCheckIn.Status.AHEAD:
        raise CannotMove("recorded already")
    wish = Preference.objects.filter(case=case).first()
    require("rep" not in asked or bool(wish and wish.rep_may_be_asked))
    done = status == TeamCheckIn.Status.DONE
    team.status, team.asked, team.found = status, list(asked) if done else [], found if done else ""
    team.answered_by, team.answered_at = by, at
    team.save()
    record(f"team_check_in.{status}", by=by, subject=case, why=f"week {week}", at=at)
    if done and found in (TeamCheckIn.Found.SOME, TeamCheckIn.Found.TALK):
        promise_to_do(case, "team", at)
    plan(case, at)
    return team


@transaction.atomic
def decide_watch(case: Case, *, by: User, decision: str, at=None) -> Watch:
    """What would help now that a reaction may have come late: decided with them, and recorded (R66)."""
    case, at = locked(case), at or now()
    require(access.can_run(by, case))
    under_way(case)
    watch = case.watches.filter(decided_at=None).first()
    if watch is None:
        raise CannotMove("decided already")
    watch.decision, watch.decided_by, watch.decided_at = Watch.Decision(decision), by, at
    watch.save()
    record("watch.decided", by=by, subject=case, why=watch.decision, at=at)
    if decision in (Watch.Decision.REFERRAL, Watch.Decision.CALL):
        promise_to_do(case, decision, at)
    if decision == Watch.Decision.MORE:
        weeks.one_more(case, at)
    plan(case, at)
    return watch


@transaction.atomic
def notice_sign(case: Case, *, by: User, at=None) -> Case:
    """A sign has shown that may come late, also after support had ended: then it starts again (R18, R66).

    Somebody who said no to support is not overruled: they can come back themselves.
    """
    case, at = locked(case), at or now()
    require(access.can_run(by, case))
    if case.status not in (CaseStatus.OPEN, CaseStatus.CLOSED):
        raise CannotMove("support was declined, or goes on in another report")
    ended = case.status == CaseStatus.CLOSED
    if ended:
        open_again(case, by=by, at=at)
    watching.raise_for(case, Watch.Cause.NEW_SIGN if ended else Watch.Cause.SIGNS, at)
    record("watch.raised", by=by, subject=case, at=at)
    plan(case, at)
    return case


def _see_to_wishes(case, wish, before, at):
    """What whoever looks after them cannot see to by asking themselves becomes something to do."""
    if (wish.hear_from_id, wish.never_from) == before:
        return
    chosen = wish.hear_from
    if chosen and chosen != case.lead and not access.can_run(chosen, case):
        promise_to_do(case, "hear_from", at)
    if case.lead_id in wish.never_from:
        other, _ = next_lead(case, at, without={case.lead})
        promise_to_do(case, "other_lead", at)
        case.promises.open().filter(key=f"{DO}other_lead").update(owner=other)
