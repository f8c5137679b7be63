"""Organisations that may belong in the directory: a start for whoever keeps it, to be checked before anybody reads it.

They are our suggestions and no part of the framework. No phone number stands here: numbers change, so the keeper looks
each one up and enters it with the date it was checked.
"""

from dataclasses import dataclass

from support.directory.needs import Tier


@dataclass(frozen=True)
class Organisation:
    """What the form of a new entry begins with."""

    key: str
    name: str
    what_for: str
    tier: Tier
    needs: tuple[str, ...]


ORGANISATIONS = {
    one.key: one
    for one in [
        Organisation(
            "oh",
            "Occupational health",
            "Confidential advice about your health at work, and a way to counselling.",
            Tier.WORK_HEALTH,
            ("mind", "work"),
        ),
        Organisation(
            "eap",
            "Employee assistance programme",
            "Confidential counselling and advice.",
            Tier.WORK_HEALTH,
            ("talk", "mind", "money", "law"),
        ),
        Organisation("peers", "Peer supporters", "A trained colleague who listens.", Tier.PEER, ("talk",)),
        Organisation(
            "ftsu",
            "Freedom to Speak Up guardian",
            "Somebody independent who helps you to speak up, in confidence.",
            Tier.PRACTICAL,
            ("union",),
        ),
        Organisation(
            "union",
            "Your trade union",
            "Advice about work, pay and the law, and somebody to come with you to meetings.",
            Tier.PRACTICAL,
            ("union", "law", "money"),
        ),
        Organisation(
            "local_victims",
            "Local victim support service",
            "Help for anybody hurt by a crime, whether or not they went to the police.",
            Tier.PRACTICAL,
            ("police", "talk", "safe"),
        ),
        Organisation(
            "samaritans",
            "Samaritans",
            "Somebody who listens at any hour.",
            Tier.PEER,
            ("talk",),
        ),
        Organisation(
            "laura_hyde",
            "Laura Hyde Foundation",
            "Mental health support for people who work in health care and emergency services.",
            Tier.SPECIALIST,
            ("mind",),
        ),
        Organisation(
            "frontline19",
            "Frontline19",
            "Psychological support for people who work on the front line.",
            Tier.SPECIALIST,
            ("mind",),
        ),
        Organisation(
            "practitioner_health",
            "Practitioner Health",
            "Mental health care for people who work in health care. Check who may use it now.",
            Tier.SPECIALIST,
            ("mind",),
        ),
        Organisation(
            "sarc",
            "Sexual assault referral centre",
            "Care and advice after rape or sexual assault, with or without the police.",
            Tier.SPECIALIST,
            ("mind", "police", "safe"),
        ),
        Organisation(
            "rape_crisis",
            "Rape Crisis",
            "Specialist support after any kind of sexual violence, at any time in life.",
            Tier.SPECIALIST,
            ("mind", "talk", "safe"),
        ),
    ]
}
