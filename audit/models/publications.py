"""Figures as they were published: whole past months, small numbers hidden, frozen by the database."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from people.append_only import refuse_changes
from people.privacy import classify


class Publication(models.Model):
    """The one day on which a month's figures came out. Earlier months may be put right with it, never in
    between.
    """

    month = models.DateField(unique=True, help_text="Its first day")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty for the clock",
    )

    privacy = classify(identifying="by", neither="id month at")

    class Meta:
        ordering = ["-month"]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="publication_of_a_whole_month"),
        ]
        triggers = [refuse_changes()]

    def __str__(self):
        return f"{self.month:%B %Y}"


class Release(models.Model):
    """One measure's figures for one month, as a publication gave them. No true number is kept here.

    `figures` is {row: [counted, of]}; each is a number, "*" for hidden, or null. Of several releases for a
    month the newest publication's stands, and the month is marked as revised. The equity figures of a year stand
    under the year's first month, and there is only ever one release of them.
    """

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="releases")
    measure = models.CharField(max_length=40)
    month = models.DateField()
    figures = models.JSONField()

    privacy = classify(neither="id publication measure month figures")

    class Meta:
        ordering = ["measure", "month", "publication_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "measure", "month"], name="one_release_a_publication"
            ),
        ]
        indexes = [models.Index(fields=["measure", "-month", "-publication"], name="release_newest")]
        triggers = [refuse_changes()]

    def __str__(self):
        return f"{self.measure}, {self.month:%B %Y}"
