"""What a pathway may say: the content of a draft, what is wrong with it, and how two of them differ in words.

Content is plain values: `rules` (one dict a stage, as versions.SAYS), what versions.BESIDE names, and `policy`. Not
everything may be changed: what a stage owes is the release's, so that a debriefing can never become a target (R59); who
may lead cannot be emptied; a question keeps its key, and one that guards somebody is always asked.
"""

from copy import deepcopy
from datetime import datetime

from support import deadlines, pathway, versions
from support.deadlines import LONDON

ALWAYS_ON = "immediate"
# Led by those who are trained for it, whatever a trust would rather have (R59, R62).
ONLY_TRAINED = ("debriefing", "after_action")
LONGEST_WEEKS = 104
MOST_SIGNS, LONGEST_SIGN = 20, 120
MOST_OWN = 5
OWN = "own_"
# Moments at which a window is tried out: by day, by night, before a weekend, on both nights the clocks change.
_PROBES = [
    datetime(2026, 3, 4, 11, tzinfo=LONDON),
    datetime(2026, 3, 6, 23, tzinfo=LONDON),
    datetime(2026, 3, 29, 0, 30, tzinfo=LONDON),
    datetime(2026, 10, 25, 0, 30, tzinfo=LONDON),
    datetime(2026, 12, 24, 21, tzinfo=LONDON),
]


def content_of(version) -> dict:
    return {
        "rules": deepcopy(versions.rules_of(version)),
        **versions.beside(version),
        "policy": version.policy,
    }


def rule_in(content: dict, key: str) -> dict | None:
    return next((rule for rule in content["rules"] if rule["key"] == key), None)


def is_guarding(prompt: dict) -> bool:
    """A question without whose answer something cannot be recorded: it is always asked."""
    return bool(prompt["needed_for"])


def span_faults(opens: str, closes: str) -> dict[str, str]:
    """Field to what to do about it, for a window that both ends are needed for."""
    found = {}
    for name, span in (("opens_after", opens), ("closes_after", closes)):
        try:
            deadlines.parse(span)
        except ValueError:
            found[name] = "Enter a number and a unit, such as 3 days, 2 working days or 0 shifts"
    if not found and any(deadlines.opens(opens, at) > deadlines.closes(closes, at) for at in _PROBES):
        found["closes_after"] = "The last day must not be before the first"
    return found


def window_words(rule: dict) -> str:
    """Where a stage of a draft or a version stands in time, for those who set it."""
    if not rule["is_on"]:
        return "Switched off"
    if not rule["closes_after"]:
        return "When a facilitator agrees"
    if rule["closes_after"] == "0 shifts":
        return "By the end of the shift"
    return f"{rule['opens_after']} to {rule['closes_after']}"


def week_faults(weeks: list[int], *, needed: bool = True) -> str:
    if needed and not weeks:
        return "Enter at least one week"
    if weeks != sorted(set(weeks)):
        return "Enter the weeks in order, each once"
    if weeks and (weeks[0] < 1 or weeks[-1] > LONGEST_WEEKS):
        return f"Enter weeks from 1 to {LONGEST_WEEKS}"
    return ""


def sign_faults(signs: list[str]) -> str:
    if not signs:
        return "Enter at least one sign"
    if len(signs) > MOST_SIGNS:
        return f"Enter {MOST_SIGNS} signs at most, each on a line of its own"
    if any(len(sign) > LONGEST_SIGN for sign in signs):
        return f"Say each sign in {LONGEST_SIGN} letters at most"
    return "Enter each sign once" if len(signs) != len(set(signs)) else ""


def faults(content: dict) -> list[str]:
    """What must be put right before this can be published; empty when all is well."""
    release = {rule["key"]: rule for rule in versions.as_rules()}
    beside = {
        "Check-ins": week_faults(content["check_in_weeks"]),
        "Check-ins with the team": week_faults(content["team_weeks"], needed=False),
        "Signs that may come late": sign_faults(content["signs"]),
    }
    found = [f"{name}: {words}" for name, words in beside.items() if words]
    here = {rule["key"]: rule for rule in content["rules"]}
    for key, row in pathway.STAGES.items():
        rule = here.get(key)
        if rule is None:
            found.append(f"{row.name}: this stage is missing. Take over what the release has changed.")
            continue
        found += [f"{row.name}: {words}" for words in _rule_faults(rule, release[key])]
    return found


def _rule_faults(rule, release):
    if rule["key"] == ALWAYS_ON and not rule["is_on"]:
        yield "it is owed to everybody and stays on"
    if rule["owes"] != release["owes"]:
        yield "what is owed cannot be changed here"
    if release["closes_after"]:
        yield from span_faults(rule["opens_after"], rule["closes_after"]).values()
    elif rule["opens_after"] or rule["closes_after"]:
        yield "it has no window: a trained facilitator agrees the time"
    if not (rule["led_by"] or rule["trained_in"]):
        yield "somebody must be able to lead it"
    fixed = (rule["led_by"], rule["trained_in"]) == (release["led_by"], release["trained_in"])
    if rule["key"] in ONLY_TRAINED and not fixed:
        yield "only those trained for it may lead it"
    yield from _prompt_faults(rule, release)


def _prompt_faults(rule, release):
    asked = {prompt["key"]: prompt for prompt in rule["prompts"]}
    every = asked | {prompt["key"]: prompt for prompt in rule["prompts_off"]}
    for prompt in release["prompts"]:
        kept = every.get(prompt["key"])
        if kept is None or any(kept[name] != prompt[name] for name in ("kind", "choices", "must_be")):
            yield f"the question “{prompt['words']}” must keep its answers; it can be reworded or switched off"
        elif is_guarding(prompt) and prompt["key"] not in asked:
            yield f"the question “{prompt['words']}” protects people and is always asked"
    if any(not prompt["words"].strip() for prompt in every.values()):
        yield "a question has no words"
    if len(every) != len(rule["prompts"]) + len(rule["prompts_off"]):
        yield "two questions have the same key"


def differences(before: dict, after: dict) -> list[str]:
    """How `after` is not as `before`, one sentence each; empty when they say the same."""
    found = []
    old = {rule["key"]: rule for rule in before["rules"]}
    for rule in after["rules"]:
        row = pathway.STAGES.get(rule["key"])
        name = row.name if row else rule["key"]
        if rule["key"] not in old:
            found.append(f"{name}: a new stage")
        else:
            found += [f"{name}: {words}" for words in _rule_differences(old[rule["key"]], rule)]
    for name, words in (("check_in_weeks", "Check-ins"), ("team_weeks", "Check-ins with the team")):
        if before[name] != after[name]:
            now = f"weeks {_list(after[name])}" if after[name] else "none"
            found.append(f"{words}: {now} (before: {_list(before[name]) or 'none'})")
    found += [f"Signs that may come late: “{sign}”" for sign in after["signs"] if sign not in before["signs"]]
    found += [
        f"Signs that may come late: no longer “{sign}”"
        for sign in before["signs"]
        if sign not in after["signs"]
    ]
    if before.get("policy", "") != after.get("policy", ""):
        found.append(
            f"Policy: {after['policy'] or 'none named'} (before: {before['policy'] or 'none named'})"
        )
    return found


def _rule_differences(old, new):
    if old["is_on"] != new["is_on"]:
        yield "switched on" if new["is_on"] else "switched off"
    for name, words in (("opens_after", "opens after"), ("closes_after", "closes after")):
        if old[name] != new[name]:
            yield f"{words} {new[name] or 'no set time'} (before: {old[name] or 'no set time'})"
    if (old["led_by"], old["trained_in"]) != (new["led_by"], new["trained_in"]):
        yield "others may lead it"
    before = {prompt["key"]: prompt for prompt in old["prompts"]}
    after = {prompt["key"]: prompt for prompt in new["prompts"]}
    for key, prompt in after.items():
        if key not in before:
            yield f"asks “{prompt['words']}”"
        elif prompt["words"] != before[key]["words"]:
            yield f"asks “{prompt['words']}” (before: “{before[key]['words']}”)"
        elif prompt != before[key]:
            yield f"other answers or suggestions to “{prompt['words']}”"
    for key in before.keys() - after.keys():
        yield f"no longer asks “{before[key]['words']}”"


def taken_over(ours: dict, base: dict, release: dict) -> dict:
    """Ours, with what the release has changed since `base` wherever we had left it as it was.

    What both have changed stays as ours. A new stage comes in, and a new question is asked.
    """
    content = deepcopy(ours)
    bases = {rule["key"]: rule for rule in base["rules"]}
    mine = {rule["key"]: rule for rule in content["rules"]}
    for theirs in deepcopy(release["rules"]):
        rule, was = mine.get(theirs["key"]), bases.get(theirs["key"])
        if rule is None:
            content["rules"].append(theirs)
            continue
        was = was or theirs
        for name in ("is_on", "opens_after", "closes_after", "led_by", "trained_in"):
            if rule[name] == was[name]:
                rule[name] = theirs[name]
        rule["order"], rule["owes"] = theirs["order"], theirs["owes"]
        _take_prompts(rule, was, theirs)
    content["rules"] = sorted(content["rules"], key=lambda rule: rule["order"])
    for name in versions.BESIDE:
        if ours[name] == base[name]:
            content[name] = list(release[name])
    return content


def _take_prompts(rule, was, theirs):
    before = {prompt["key"]: prompt for prompt in was["prompts"]}
    new = {prompt["key"]: prompt for prompt in theirs["prompts"]}
    for name in ("prompts", "prompts_off"):
        kept = []
        for prompt in rule[name]:
            fresh = new.pop(prompt["key"], None)
            if fresh is None and prompt["key"] in before:
                continue  # the release asks it no more
            if fresh:
                reworded = prompt["words"] != before.get(prompt["key"], prompt)["words"]
                prompt = fresh | ({"words": prompt["words"], "why": prompt["why"]} if reworded else {})
            kept.append(prompt)
        rule[name] = kept
    rule["prompts"] += new.values()


def _list(weeks):
    return ", ".join(str(week) for week in weeks)
