"""A form that knows from which state of things it was filled in, so that nobody overwrites what somebody else did."""

from django import forms


class SeenForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def show_again(self, seen: int | None) -> None:
        """Everything typed stays on the page; sent again, it is about how things stand now."""
        self.data = self.data.copy()
        self.data["seen"] = "" if seen is None else seen
