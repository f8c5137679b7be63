"""What may be said, and how it is asked: the nine characteristics of the Equality Act 2010 (R11). One row each.

The questions and groups are ours, for a trust to change to those of its own staff record. They are kept wide, because a
group of seven people or fewer is never shown.
"""

from dataclasses import dataclass

NOT_SAID = "not_said"
RATHER_NOT = "I would rather not say"
YES_NO = {"yes": "Yes", "no": "No"}


@dataclass(frozen=True)
class Characteristic:
    """`groups` are the answers, by a key without a dot; `named` says them where the question does not stand beside them."""

    key: str
    name: str
    question: str
    groups: dict[str, str]
    hint: str = ""
    named: dict[str, str] | None = None

    @property
    def group_names(self) -> dict[str, str]:
        """Every group of a figure, those who have not said it last."""
        return (self.named or self.groups) | {NOT_SAID: "Not said"}

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [*self.groups.items(), (NOT_SAID, RATHER_NOT)]


CHARACTERISTICS = {
    one.key: one
    for one in [
        Characteristic(
            "age",
            "Age",
            "How old are you?",
            {
                "under_25": "Under 25",
                "from_25": "25 to 34",
                "from_35": "35 to 44",
                "from_45": "45 to 54",
                "from_55": "55 to 64",
                "from_65": "65 or older",
            },
        ),
        Characteristic(
            "disability",
            "Disability",
            "Do you have a disability, or a condition that has lasted or will last a year or more?",
            YES_NO,
            hint="Of body or mind. It counts if it makes everyday things harder, or would without treatment.",
            named={"yes": "Disabled", "no": "Not disabled"},
        ),
        Characteristic(
            "gender",
            "Gender reassignment",
            "Is your gender the same as the sex you were registered with when you were born?",
            YES_NO,
            named={"yes": "Gender the same as sex at birth", "no": "Gender not the same as sex at birth"},
        ),
        Characteristic(
            "marriage",
            "Marriage and civil partnership",
            "Are you married or in a civil partnership?",
            {"married": "Married", "partnership": "In a civil partnership", "neither": "Neither"},
            named={
                "married": "Married",
                "partnership": "In a civil partnership",
                "neither": "Not married or in a civil partnership",
            },
        ),
        Characteristic(
            "pregnancy",
            "Pregnancy and maternity",
            "Are you pregnant, or have you been on maternity leave in the last year?",
            YES_NO,
            named={"yes": "Pregnant or on maternity leave", "no": "Not pregnant or on maternity leave"},
        ),
        Characteristic(
            "race",
            "Race",
            "What is your ethnic group?",
            {
                "asian": "Asian or Asian British",
                "black": "Black, Black British, Caribbean or African",
                "mixed": "Mixed or multiple ethnic groups",
                "white": "White",
                "another": "Another ethnic group",
            },
        ),
        Characteristic(
            "religion",
            "Religion or belief",
            "What is your religion or belief?",
            {
                "none": "No religion",
                "buddhist": "Buddhist",
                "christian": "Christian",
                "hindu": "Hindu",
                "jewish": "Jewish",
                "muslim": "Muslim",
                "sikh": "Sikh",
                "another": "Another religion or belief",
            },
        ),
        Characteristic("sex", "Sex", "What is your sex?", {"female": "Female", "male": "Male"}),
        Characteristic(
            "orientation",
            "Sexual orientation",
            "What is your sexual orientation?",
            {
                "straight": "Heterosexual or straight",
                "gay": "Gay or lesbian",
                "bisexual": "Bisexual",
                "another": "Another sexual orientation",
            },
        ),
    ]
}
