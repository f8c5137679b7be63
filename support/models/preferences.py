"""How somebody wants to be contacted, when, by whom, and what holds while they are on sick leave (R12, R80)."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from people.append_only import keep_history
from people.encryption import EncryptedTextField
from people.privacy import classify
from support.models.cases import Case


class Preference(models.Model):
    """One a case. What is empty was not said, and then nothing is assumed but what holds for everybody.

    `not_until` and `on_leave_until` are the first day on which contact is welcome again. `on_leave` empty means that
    they are not on sick leave, or have said nothing for it. `rep_may_be_asked` is their consent that the union
    representative who supports them is asked how it goes.
    """

    class How(models.TextChoices):
        PHONE = "phone", "By phone"
        EMAIL = "email", "By email"
        TEXT = "text", "By text message"
        IN_PERSON = "in_person", "In person"
        NOT_AT_ALL = "not_at_all", "Not at all for now"

    class OnLeave(models.TextChoices):
        AS_USUAL = "as_usual", "Yes, as I said above"
        PHONE = "phone", "Yes, by phone"
        EMAIL = "email", "Yes, by email"
        TEXT = "text", "Yes, by text message"
        NOT_AT_ALL = "not_at_all", "No, please leave me in peace until then"

    class PartOfDay(models.TextChoices):
        MORNING = "morning", "Mornings, 07:00 to 12:00"
        AFTERNOON = "afternoon", "Afternoons, 12:00 to 17:00"
        EVENING = "evening", "Evenings, 17:00 to 21:00"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField(Case, models.PROTECT, related_name="preference")
    how = models.CharField(max_length=12, choices=How, blank=True)
    not_until = models.DateField(null=True, blank=True)
    contact = EncryptedTextField(blank=True)
    best_times = models.JSONField(default=list)
    not_on = models.JSONField(default=list, help_text="Days of the week, Monday is 0")
    needs = EncryptedTextField(blank=True)
    hear_from = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    never_from = models.JSONField(default=list, help_text="Accounts of those who are not to contact them")
    on_leave = models.CharField(max_length=12, choices=OnLeave, blank=True)
    on_leave_until = models.DateField(null=True, blank=True)
    on_leave_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    rep_may_be_asked = models.BooleanField(default=False)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    set_at = models.DateTimeField(default=timezone.now)

    history = HistoricalRecords()
    privacy = classify(
        identifying="contact hear_from never_from on_leave_by set_by",
        sensitive="how not_until needs on_leave on_leave_until rep_may_be_asked best_times not_on",
        neither="id case set_at",
    )

    def __str__(self):
        return "How they want to be contacted"


keep_history(Preference)
