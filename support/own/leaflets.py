"""What somebody can read about themselves, in plain words. Adding one is one row and one template.

Leaflets say what is true for everybody; they hold nothing about a case and open without signing in, so that a link in a
message can lead to one.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class LeafletRow:
    """`can_be_read`: we ask whether they have read it, and keep the date of a yes (R17)."""

    key: str
    title: str
    hint: str
    rows: tuple[str, ...]
    can_be_read: bool = False

    @property
    def template(self) -> str:
        return f"support/leaflets/_{self.key}.html"


LEAFLETS = {
    row.key: row
    for row in (
        LeafletRow(
            "reactions",
            "Common reactions",
            "What many people feel afterwards, and when to ask for help",
            ("R53",),
        ),
        LeafletRow(
            "rights",
            "Your rights",
            "Your union, the police, court, time off and coming back to work",
            ("R73", "R74", "R76", "R81", "R85", "R86", "R87", "R88", "R89", "R90", "R91"),
        ),
        LeafletRow(
            "money",
            "Money and leave",
            "Sick pay, injury allowance, leave for court",
            ("R17", "R76", "R77", "R78"),
            True,
        ),
    )
}
