"""Adding proof to practical help: cleaned as a file of a report is."""

from incidents.forms.evidence import EvidenceForm
from incidents.forms.words import Words


class HelpFileForm(EvidenceForm):
    shows = Words(
        label="What is it?",
        help_text="For example: the train ticket of 3 May, or the letter about lost earnings.",
        max_length=300,
        required=False,
    )
