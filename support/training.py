"""Managers who have no valid training in supporting colleagues after an incident (R29, R79): told once a month."""

from django.db.models import Exists, OuterRef, Q

from people.models import Role, Training, User
from people.notices import tell_all
from people.roles import MANAGERS, RoleKind, TrainingKind
from support.deadlines import london_day

PAGE = "/settings/pathway/training/"


def without_training(on):
    """Managers and deputies here today who have not done it, or whose time has run out."""
    valid = Training.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=on),
        user=OuterRef("pk"),
        kind=TrainingKind.POST_INCIDENT_SUPPORT,
        completed_on__lte=on,
    )
    managing = Role.objects.current(on).filter(kind__in=MANAGERS)
    return User.objects.filter(~Exists(valid), pk__in=managing.values("user"), is_active=True)


def tell_due(at) -> None:
    """The key makes a second telling in the same month nothing, however often the clock looks."""
    on = london_day(at)
    managers, month = list(without_training(on)), f"{on:%Y%m}"
    if not managers:
        return
    line = "Training in supporting colleagues after an incident is due for you. Please book it."
    tell_all([(one, f"training.{month}.{one.pk}", line, "/support/checklist/") for one in managers], at=at)
    leads = User.objects.filter(
        pk__in=Role.objects.current(on).filter(kind=RoleKind.PREVENTION_LEAD).values("user"), is_active=True
    )
    line = "Some managers are due for training in supporting colleagues. Please see who."
    tell_all([(one, f"training.{month}.lead.{one.pk}", line, PAGE) for one in leads], at=at)
