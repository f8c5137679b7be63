"""Words as people type them: kept to the letter, or refused with a sentence that says what to do."""

from django import forms
from django.core.exceptions import ValidationError


class Words(forms.CharField):
    """Text of any script. Characters that cannot be stored, and too many, are told to the writer in plain
    words."""

    def __init__(self, *, max_length, **kwargs):
        super().__init__(max_length=max_length, **kwargs)
        self.validators = [self._storable, self._not_too_long]

    def _storable(self, text):
        if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
            raise ValidationError(
                "Take out the character that cannot be read, then try again", code="unreadable"
            )

    def _not_too_long(self, text):
        if len(text) > self.max_length:
            raise ValidationError(
                f"Use {self.max_length:,} characters or fewer. You have used {len(text):,}", code="max_length"
            )


def story(*, rows=8, **kwargs):
    """A large box, for an account in somebody's own words."""
    return Words(max_length=20_000, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
