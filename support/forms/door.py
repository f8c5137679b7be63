"""Asking for a new link."""

from django import forms

from nhsuk.forms import Helper


class AskForm(forms.Form):
    reference = forms.CharField(
        label="What is the reference of the report?",
        help_text="It begins with AC and stands in what you were given",
        max_length=20,
        error_messages={"required": "Enter the reference, for example AC-K7QM-2F9D"},
    )
    email = forms.EmailField(
        label="What is your email address?",
        help_text="The one that was given when it was reported. The link goes there and nowhere else",
        error_messages={
            "required": "Enter your email address",
            "invalid": "Enter an email address, for example name@example.org",
        },
    )
    helper = Helper("reference", "email")

    def clean_reference(self):
        return self.cleaned_data["reference"].strip().upper()
