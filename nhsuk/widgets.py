"""Choices with a line of explanation under each, and an answer that rules out the others."""

from django import forms


class Radios(forms.RadioSelect):
    """Round buttons. `hints` maps a choice's value to the line shown under it; `inline` suits yes and no."""

    def __init__(self, attrs=None, choices=(), *, hints=None, inline=False):
        super().__init__(attrs, choices)
        self.hints, self.inline = hints or {}, inline


class Checkboxes(forms.CheckboxSelectMultiple):
    """Square boxes. `exclusive` is the value of "none of these": choosing it unticks the rest."""

    def __init__(self, attrs=None, choices=(), *, hints=None, exclusive=None):
        super().__init__(attrs, choices)
        self.hints, self.exclusive = hints or {}, exclusive
