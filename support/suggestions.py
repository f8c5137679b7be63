"""What an answer suggests. The software suggests, a person decides (R36, R37). Adding one is one row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Suggestion:
    """Taken up, it becomes a promise "do.<key>", due `within` a span. `words` may name the colleague.

    With `opens` it opens that track of practical help instead, which keeps its own dates.
    """

    key: str
    words: str
    because: str
    within: str
    rows: tuple[str, ...]
    opens: str = ""

    def is_under_way(self, promised: Iterable[str]) -> bool:
        """`promised` are keys of promises."""
        return any(
            key == f"do.{self.key}" or (self.opens and key.startswith(f"help.{self.opens}."))
            for key in promised
        )


SUGGESTIONS = {
    one.key: one
    for one in [
        Suggestion("call", "Call {name} today", "they should not be left without anybody to talk to",
        "0 shifts", ("R44",)),
        Suggestion("make_safe", "Get security or the clinical team to make the place safe",
        "somebody may still be at risk",
                   "2 hours", ("R39",)),
        Suggestion("duties", "Agree changes to duties with {name}", "they could not carry on as usual",
        "1 working day",
                   ("R42", "R71"), opens="adjustments"),
        Suggestion("injury", "Record the injury and ask whether it must go to the safety regulator",
                   "they needed treatment", "2 working days", ("R40",)),
        Suggestion("apart", "Agree how {name} is kept apart from the person who did it",
        "they do not feel safe yet",
                   "0 shifts", ("R50",)),
        Suggestion("others", "Add everybody who was affected to the report",
        "somebody affected is not named yet",
                   "1 working day", ("R46", "R49")),
        Suggestion("referral", "Offer {name} occupational health or counselling",
        "they seem to be in distress",
                   "2 working days", ("R58", "R64"), opens="referral"),
        Suggestion("debrief", "Ask a trained facilitator whether a debriefing would help {name}",
                   "more help may be needed", "3 working days", ("R37",)),
        Suggestion("team", "Ask what would help the rest of the team", "others may need ongoing support too",
                   "3 working days", ("R60",)),
        Suggestion("hear_from", "Arrange that {name} hears from the colleague they chose",
                   "they said whom they would like to hear from", "2 working days", ("R12",)),
        Suggestion("other_lead", "Find somebody else to look after {name}",
                   "they would rather not hear from whoever does now", "1 working day", ("R12", "R80")),
        Suggestion("peer", "Put {name} in touch with a peer supporter", "they have not been offered one yet",
                   "3 working days", ("R65",)),
        Suggestion("pay", "Tell {name} about injury allowance and sick pay",
        "money should not be one more worry",
                   "3 working days", ("R17",), opens="money"),
    ]
}  # fmt: skip


def suggested(prompts: Iterable[Mapping], answers: Mapping) -> list[Suggestion]:
    """What these answers suggest, each once, in the order of the questions."""
    keys = []
    for prompt in prompts:
        answer = answers.get(prompt["key"])
        for one in answer if isinstance(answer, list) else [answer]:
            keys += prompt["suggests"].get(one, [])
    return [SUGGESTIONS[key] for key in dict.fromkeys(keys) if key in SUGGESTIONS]
