"""Every field of every model says how private it is. A sweep fails for a field that says nothing."""


def classify(*, identifying: str = "", sensitive: str = "", neither: str = "") -> dict[str, str]:
    """Field names, split on spaces, to "identifying", "sensitive" or "neither".

    Identifying: names a person or leads to one. Sensitive: health, harm, allegations, what somebody said or decided
    about themselves. Neither: the rest. A field named twice is a mistake and raises ValueError.
    """
    words = {"identifying": identifying.split(), "sensitive": sensitive.split(), "neither": neither.split()}
    names = [name for group in words.values() for name in group]
    if len(names) != len(set(names)):
        raise ValueError(f"Classified twice: {sorted({n for n in names if names.count(n) > 1})}")
    return {name: kind for kind, group in words.items() for name in group}
