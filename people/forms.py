"""Questions this room asks."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm


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


class ChangePasswordForm(PasswordChangeForm):
    """Long passphrases are welcome: a space is a letter like any other and nothing is cut off."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Your password now"
        self.fields["new_password1"].label = "New password"
        self.fields["new_password1"].help_text = (
            "At least 12 characters. Three or four words that do not belong together are easy to remember."
        )
        self.fields["new_password2"].label = "New password again"
        self.fields["new_password2"].help_text = ""
