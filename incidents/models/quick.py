"""What came with a few taps on a poster, beside the report that they made."""

from django.db import models
from django.utils import timezone

from incidents.models.incidents import Incident
from people.encryption import EncryptedTextField
from people.privacy import classify


class QuickReport(models.Model):
    """Whoever sent it holds a code; the report's form key is the keyed hash of that code, and the code is not kept."""

    class Whom(models.TextChoices):
        ME = "me", "Me"
        COLLEAGUE = "colleague", "A colleague"
        SEVERAL = "several", "Several of us"

    incident = models.OneToOneField(Incident, models.PROTECT, primary_key=True, related_name="quick")
    whom = models.CharField(max_length=12, choices=Whom)
    reach = EncryptedTextField(
        blank=True, help_text="The name or number that whoever sent it gave, if they did"
    )
    sent_at = models.DateTimeField(default=timezone.now)
    mistake_at = models.DateTimeField(null=True, blank=True, help_text="When they said that it was a mistake")

    privacy = classify(identifying="reach", sensitive="whom", neither="incident sent_at mistake_at")

    def __str__(self):
        return f"Quick report {self.incident_id}"
