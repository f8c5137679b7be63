"""Colleagues, where they work, what they may do and who stands in for them."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Upper
from django.utils import timezone
from django.utils.functional import cached_property

from people.posters import make_poster_code
from people.privacy import classify
from people.roles import RoleKind, TrainingKind


class Site(models.Model):
    code = models.CharField("ODS site code", max_length=12, unique=True)
    name = models.CharField(max_length=120)

    privacy = classify(neither="id code name")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Team(models.Model):
    class Setting(models.TextChoices):
        WARD = "ward", "Ward or department"
        CLINIC = "clinic", "Clinic or outpatients"
        COMMUNITY = "community", "Community service or people's homes"
        REMOTE = "remote", "Phone, online or contact centre"
        OTHER = "other", "Somewhere else"

    site = models.ForeignKey(Site, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)
    setting = models.CharField(max_length=12, choices=Setting, default=Setting.WARD)
    is_hotspot = models.BooleanField(default=False)
    recovery_space = models.CharField("private space to recover in", max_length=200, blank=True)
    poster_code = models.CharField(max_length=12, unique=True, default=make_poster_code)

    privacy = classify(neither="id site name setting is_hotspot recovery_space poster_code")

    class Meta:
        ordering = ["site__name", "name"]
        constraints = [models.UniqueConstraint("site", Lower("name"), name="one_team_of_a_name_per_site")]

    def __str__(self):
        return self.name


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """Somebody who works here, however they are employed. Deactivated when they leave, never deleted."""

    class WorkingAs(models.TextChoices):
        EMPLOYEE = "employee", "Employee"
        BANK = "bank", "Bank"
        AGENCY = "agency", "Agency"
        STUDENT = "student", "Student"
        VOLUNTEER = "volunteer", "Volunteer"
        CONTRACTOR = "contractor", "Contractor"

    email = models.EmailField(max_length=254)
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    employee_number = models.CharField(max_length=20, null=True, blank=True, unique=True)
    working_as = models.CharField(max_length=12, choices=WorkingAs, default=WorkingAs.EMPLOYEE)
    employer = models.CharField(max_length=120, blank=True, help_text="Empty for the trust itself")
    contractor = models.ForeignKey(
        "people.Contractor", models.PROTECT, null=True, blank=True, related_name="staff"
    )
    staff_group = models.CharField(max_length=80, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="members")
    manager = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="manages")
    is_active = models.BooleanField(default=True)
    left_on = models.DateField(null=True, blank=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    privacy = classify(
        identifying="id email first_name last_name employee_number manager",
        sensitive="password",
        neither="last_login working_as employer contractor staff_group team is_active left_on joined_at",
    )

    class Meta:
        ordering = ["last_name", "first_name", "pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_email")]
        indexes = [
            models.Index(fields=["last_name", "first_name"]),
            GinIndex(OpClass(Upper("last_name"), name="gin_trgm_ops"), name="user_last_name_trigram"),
        ]

    def __str__(self):
        return self.get_full_name()

    def get_full_name(self):
        return f"{self.first_name} {self.last_name}".strip()

    @cached_property
    def current_roles(self):
        """Roles held today, read once a request. Taking a role away counts from the next request (security.md A8)."""
        return list(Role.objects.filter(user=self).current().select_related("team", "site"))


class RoleQuerySet(models.QuerySet):
    def current(self, on=None):
        on = on or timezone.localdate()
        return self.filter(Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on)))


class Role(models.Model):
    """A role held over one team, one site, or (with neither) the whole organisation, from and until a day."""

    user = models.ForeignKey(User, models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=24, choices=RoleKind)
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="roles")
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)

    objects = RoleQuerySet.as_manager()
    privacy = classify(identifying="user", neither="id kind site team starts_on ends_on")

    class Meta:
        ordering = ["kind", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(site=None) | Q(team=None), name="role_over_a_site_or_a_team"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="role_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["user", "kind"]), models.Index(fields=["kind", "team"])]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.over}"

    def is_over(self, team) -> bool:
        """Whether it is held over this team: by itself, by its site or by the whole organisation."""
        return self.team_id in (None, team.pk) and self.site_id in (None, team.site_id)

    @property
    def over(self):
        return str(self.team or self.site or "whole organisation")


class Training(models.Model):
    user = models.ForeignKey(User, models.PROTECT, related_name="trainings")
    kind = models.CharField(max_length=24, choices=TrainingKind)
    completed_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    privacy = classify(identifying="user", neither="id kind completed_on valid_until")

    class Meta:
        ordering = ["-completed_on"]
        indexes = [models.Index(fields=["user", "kind"])]

    def __str__(self):
        return self.get_kind_display()


class Cover(models.Model):
    """Somebody is away, and who does their Aftercare work meanwhile. Why they are away is not kept."""

    user = models.ForeignKey(User, models.PROTECT, related_name="away")
    starts_on = models.DateField()
    ends_on = models.DateField()
    covered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="covering")

    privacy = classify(identifying="user covered_by", neither="id starts_on ends_on")

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="cover_ends_after_start"),
            models.CheckConstraint(condition=~Q(user=F("covered_by")), name="cover_is_somebody_else"),
        ]
        indexes = [models.Index(fields=["user", "ends_on"])]

    def __str__(self):
        return f"{self.user} away {self.starts_on} to {self.ends_on}"
