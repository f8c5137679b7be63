"""Which leaflet was shown to somebody, sent to them, and read by their own word (R17, R53)."""

from django.db import models

from people.privacy import classify
from support.models.cases import Case


class Leaflet(models.Model):
    case = models.ForeignKey(Case, models.PROTECT, related_name="leaflets")
    key = models.CharField(max_length=24, help_text="A row of leaflets.LEAFLETS")
    shown_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True, help_text="When they said that they have read it")

    privacy = classify(sensitive="read_at", neither="id case key shown_at sent_at")

    class Meta:
        ordering = ["shown_at"]
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="one_leaflet_of_a_kind_a_case")]

    def __str__(self):
        return self.key
