"""Colleagues as somebody types them: by full name, work email or staff number."""

from django import forms

from people import colleagues


class SomebodyField(forms.CharField):
    """A colleague, by the full name or work email that somebody types. The cleaned value is the account, or None."""

    default_error_messages = {
        "nobody": "We cannot tell who this is. Enter their full name as on their badge, or their work email"
    }

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=120, **kwargs)

    def prepare_value(self, value):
        return value.email if hasattr(value, "email") else value

    def clean(self, value):
        words = super().clean(value)
        if not words:
            return None
        found = colleagues.exactly(words)
        if found is None:
            raise forms.ValidationError(self.error_messages["nobody"], code="nobody")
        return found


class SeveralField(forms.CharField):
    """Colleagues, one on each line, as SomebodyField takes one. The cleaned value is a list of accounts."""

    MOST = 10

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)

    def prepare_value(self, value):
        return "\n".join(one.email for one in value) if isinstance(value, list) else value

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > self.MOST:
            raise forms.ValidationError(f"Name {self.MOST} colleagues at most")
        found = {line: colleagues.exactly(line) for line in lines}
        unknown = [line for line, one in found.items() if one is None]
        if unknown:
            raise forms.ValidationError(
                f"We cannot tell who “{unknown[0]}” is. Enter their full name as on their badge, or their work email, "
                "each on a line of its own"
            )
        return list(dict.fromkeys(found.values()))
