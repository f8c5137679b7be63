"""Who may lead a stage: somebody with one of its roles or one of its trainings (R48, R59, R62)."""

from datetime import date

from django.db.models import Q

from people.models import Cover, Role, Training, User
from people.roles import MANAGERS
from support.models import Case, StageRule
from support.opening import part_of


def may_lead(rule: StageRule, case: Case, on: date):
    """Active colleagues who may lead this stage of this case. Nobody affected by the incident or accused in
    it is among them.

    Where a manager may lead, so may whoever looks after the case, and their stand-in.
    """
    over_team = Q(team=case.team) | Q(site=case.team.site_id) | Q(team=None, site=None)
    by_role = Role.objects.current(on).filter(over_team, kind__in=rule.led_by)
    trained = Training.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=on), kind__in=rule.trained_in, completed_on__lte=on
    )
    able = Q(pk__in=by_role.values("user")) | Q(pk__in=trained.values("user"))
    if set(rule.led_by) & set(MANAGERS):
        here = Cover.objects.filter(user=case.lead_id, starts_on__lte=on, ends_on__gte=on)
        able |= Q(pk=case.lead_id) | Q(pk__in=here.values("covered_by"))
    shut_out = [user.pk for user in part_of(case.incident)]
    return User.objects.filter(able, is_active=True).exclude(pk__in=shut_out)
