"""Answers to whatever a stage or a step of practical help asks."""

from datetime import timedelta


def to_prompts(random, prompts, outcome, at, person) -> dict:
    """All that this outcome needs, and most of the others. Prompts of a stage are frozen as plain values."""
    found = {}
    for prompt in prompts:
        asked = prompt if isinstance(prompt, dict) else vars(prompt)
        if outcome in asked["needed_for"] or random.random() < 0.7:
            found[asked["key"]] = asked["must_be"] or _any(random, asked, at, person)
    return found


def _any(random, asked, at, person):
    choices = [key for key, _ in asked["choices"]]
    match asked["kind"]:
        case "choices":
            return random.sample(choices, random.randint(1, min(2, len(choices))))
        case "yes_no" | "choice" | "point" if choices:
            return random.choice(choices)
        case "date":
            return (at + timedelta(days=random.randint(1, 40))).date().isoformat()
        case "person":
            return person.pk
    return "As agreed"
