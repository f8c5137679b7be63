"""Questions this room asks."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm

from nhsuk.fields import DateParts
from people import colleagues
from people.models import Contractor, Role, Site, Team, Training, User
from people.roles import RoleKind, TrainingKind


class SignInForm(AuthenticationForm):
    """The same message whether the address or the password is wrong, or the account has ended."""

    error_messages = {
        "invalid_login": "Check your email address and password, then try again",
        "inactive": "Check your email address and password, then try again",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        email, password = self.fields["username"], self.fields["password"]
        email.label = "Email address"
        email.widget = forms.EmailInput(attrs={"autocomplete": "username"})
        email.error_messages["required"] = "Enter your email address"
        password.error_messages["required"] = "Enter your password"


PASSPHRASE_HINT = (
    "At least 12 characters. Three or four words that do not belong together are easy to remember."
)


class ChangePasswordForm(PasswordChangeForm):
    """Long passphrases are welcome: a space is a letter like any other and nothing is cut off."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Your password now"
        # Whoever uses a keyboard begins at the top, with the skip link, as on every other page.
        self.fields["old_password"].widget.attrs.pop("autofocus", None)
        _ask_for_passphrase(self)


class ChoosePasswordForm(SetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _ask_for_passphrase(self)


def _ask_for_passphrase(form):
    form.fields["new_password1"].label = "New password"
    form.fields["new_password1"].help_text = PASSPHRASE_HINT
    form.fields["new_password2"].label = "New password again"
    form.fields["new_password2"].help_text = ""


class PasswordLinkForm(forms.Form):
    email = forms.EmailField(
        label="Email address",
        help_text="The one your organisation has for you",
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={
            "required": "Enter your email address",
            "invalid": "Enter an email address, such as name@trust.nhs.uk",
        },
    )


class ColleagueField(forms.CharField):
    """Somebody with an account, named by email address, staff number or full name; cleans to a User or None.

    It asks for the address when two people share the name. The list of all staff is never sent to the browser.
    """

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", "Their email address, staff number or full name")
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return value.email if isinstance(value, User) else value

    def clean(self, value):
        words = super().clean(value)
        if not words:
            return None
        found = colleagues.exactly(words)
        if found is None and colleagues.like(words):
            raise forms.ValidationError("Enter their email address: more than one colleague may be meant")
        if found is None:
            raise forms.ValidationError(
                "Nobody with this name, email address or staff number works here. Check the spelling"
            )
        return found


class PersonForm(forms.ModelForm):
    manager = ColleagueField(label="Manager", required=False)

    class Meta:
        model = User
        fields = [
            "first_name",
            "last_name",
            "email",
            "employee_number",
            "working_as",
            "contractor",
            "employer",
            "team",
            "manager",
        ]
        labels = {"contractor": "For which contractor?", "employer": "Or for which other employer?"}
        help_texts = {"employer": "Leave empty for somebody employed by this organisation"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.select_related("site")
        self.fields["contractor"].queryset = Contractor.objects.working_here()
        self.fields["contractor"].empty_label = "None on the register"
        for name, words in [
            ("first_name", "first name"),
            ("last_name", "last name"),
            ("email", "email address"),
        ]:
            self.fields[name].error_messages["required"] = f"Enter their {words}"

    def clean_employee_number(self):
        return self.cleaned_data["employee_number"] or None

    def clean_email(self):
        email = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(
                "Somebody already has this email address. Search for them in the list"
            )
        return email


class RoleForm(forms.ModelForm):
    kind = forms.ChoiceField(label="Role", choices=[("", "Choose a role"), *RoleKind.choices])
    team = forms.ModelChoiceField(
        Team.objects.select_related("site"),
        label="Over which team?",
        required=False,
        empty_label="No one team",
    )
    site = forms.ModelChoiceField(
        Site.objects.all(),
        label="Or over which site?",
        required=False,
        empty_label="No one site",
        help_text="Leave both empty for the whole organisation",
    )
    starts_on = DateParts(label="From", required=False, help_text="Leave empty for today")
    ends_on = DateParts(label="Until", required=False, help_text="Leave empty if it has no end yet")

    class Meta:
        model = Role
        fields = ["kind", "team", "site", "starts_on", "ends_on"]

    def clean(self):
        found = super().clean()
        if found.get("team") and found.get("site"):
            self.add_error("site", "Choose a team or a site, not both")
        if found.get("starts_on") and found.get("ends_on") and found["ends_on"] < found["starts_on"]:
            self.add_error("ends_on", "The last day must not be before the first")
        return found

    def _get_validation_exclusions(self):
        # The model's own checks need the user, whom the action names.
        return super()._get_validation_exclusions() | {"user", "starts_on"}


class TrainingForm(forms.ModelForm):
    kind = forms.ChoiceField(label="Training", choices=[("", "Choose a training"), *TrainingKind.choices])
    completed_on = DateParts(label="When was it completed?", future=False)
    valid_until = DateParts(
        label="Until when does it count?", required=False, help_text="Leave empty if it does not run out"
    )

    class Meta:
        model = Training
        fields = ["kind", "completed_on", "valid_until"]


class CoverForm(forms.Form):
    """Why somebody is away is nobody's business here, so it is not asked."""

    starts_on = DateParts(label="First day away")
    ends_on = DateParts(label="Last day away")
    covered_by = ColleagueField(
        label="Who does their Aftercare work meanwhile?",
        help_text="Their email address, staff number or full name. Leave empty for the deputy or the next manager",
        required=False,
    )

    def __init__(self, *args, absent, **kwargs):
        super().__init__(*args, **kwargs)
        self.absent = absent

    def clean(self):
        found = super().clean()
        if found.get("covered_by") == self.absent:
            self.add_error("covered_by", "Choose somebody else: this is who will be away")
        if found.get("starts_on") and found.get("ends_on") and found["ends_on"] < found["starts_on"]:
            self.add_error("ends_on", "The last day must not be before the first")
        return found
