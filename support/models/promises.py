"""A promise: what we have said we will do for somebody by a time. The clock looks at nothing else."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from people.privacy import classify
from support.models.cases import Case
from support.models.sessions import Session


class PromiseQuerySet(models.QuerySet):
    def open(self):
        return self.filter(kept_at=None)


class Promise(models.Model):
    """`key` says what it is about: "stage.defusing", "check_in.4". One of a kind a case.

    `chase` counts the messages already sent about it and `chase_at` is when the next one falls due; both
    belong to the clock (support/jobs.py). `kept_at` empty means it is still owed.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="promises")
    key = models.CharField(max_length=80)
    help = models.ForeignKey("support.Help", models.PROTECT, null=True, blank=True, related_name="promises")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="promises")
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="promises")
    opens_at = models.DateTimeField()
    due_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True, blank=True)
    chase = models.PositiveSmallIntegerField(default=0)
    chase_at = models.DateTimeField(null=True, blank=True)

    objects = PromiseQuerySet.as_manager()
    privacy = classify(
        identifying="owner", neither="id case help session key opens_at due_at kept_at chase chase_at"
    )

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="one_promise_of_a_kind_a_case"),
            models.CheckConstraint(
                condition=Q(kept_at=None) | Q(chase_at=None), name="a_kept_promise_is_not_chased"
            ),
        ]
        indexes = [
            models.Index(
                fields=["chase_at"],
                condition=Q(kept_at=None, chase_at__isnull=False),
                name="promise_to_chase",
            ),
            models.Index(fields=["case", "due_at"], condition=Q(kept_at=None), name="promise_open_of_case"),
            models.Index(fields=["owner", "due_at"], condition=Q(kept_at=None), name="promise_open_of_owner"),
        ]

    def __str__(self):
        return self.key
