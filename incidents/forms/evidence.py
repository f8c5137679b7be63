"""Adding a photo or document to a report, and taking one out."""

from django import forms

from incidents.cleaning import Refused, clean
from incidents.forms.words import Words
from nhsuk.forms import Helper


class EvidenceForm(forms.Form):
    """`file` comes out as a `Clean`: what is kept has been through cleaning, whatever was sent."""

    file = forms.FileField(
        label="Choose a photo or document",
        help_text="Photos (JPEG or PNG), PDF, Word (DOCX) or plain text, up to 10 MB.",
        allow_empty_file=True,
        error_messages={
            "required": "Choose a photo or document",
            "missing": "Choose a photo or document",
            "invalid": "Choose the photo or document again, then press “Add it”",
        },
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,application/pdf,.pdf,.docx,text/plain,.txt"}
        ),
    )
    shows = Words(
        label="What does it show?",
        help_text="For example: the broken door in Bay 3, an hour later.",
        max_length=300,
        required=False,
    )

    helper = Helper("file", "shows")

    def clean_file(self):
        try:
            return clean(self.cleaned_data["file"])
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None


class WithdrawForm(forms.Form):
    why = Words(
        label="Why should it be taken out?",
        help_text="For example: it shows another patient.",
        max_length=300,
        error_messages={"required": "Say why it should be taken out"},
    )
