"""What is the colleague's own, or reaches them: their statement, links, a senior leader's word, a peer, an emergency."""

from support import access, actions
from support.actions.emergency import break_glass
from support.models import Match, Statement
from support.visits import door
from support.workflow import CaseStatus
from tests.support.any_order.moves import doing, move, pick

OPEN, MERGED = CaseStatus.OPEN, CaseStatus.MERGED


@move(3)
def statement(story, case):
    if case.status == MERGED:
        return None
    own, at = story.own(case), story.at
    held = Statement.objects.filter(case=case).first()
    if not held or story.random.random() < 0.3:
        words = f"What it did to me, {at:%d %B %H:%M}"
        return doing(
            pick(story, (actions.write_statement, actions.keep_version)), case, by=own, words=words, at=at
        )
    share = held.shares.open().first()
    if share and story.random.random() < 0.5:
        return doing(actions.withdraw_share, case, share.pk, by=own, at=at)
    if held.versions.exists() and not share:
        return doing(actions.share_statement, case, by=own, to=story.place.viv, at=at)
    return doing(actions.destroy_statement, case, by=own, at=at) if story.random.random() < 0.3 else None


@move(2)
def acknowledge(story, case):
    one = getattr(case, "acknowledgement", None)
    if one and not one.sent_at and access.can_send(one.owner, one):
        return doing(actions.send_acknowledgement, one, by=one.owner, how="letter", at=story.at)
    in_confidence = case.incident.is_sealed or access.is_protected(case.person)
    if one or case.status != OPEN or in_confidence:
        return None
    return doing(actions.ask_for_acknowledgement, case, by=case.lead, at=story.at)


@move(3)
def give_link(story, case):
    """Somebody without an account is given a way in."""
    if case.person.user_id or not case.person.is_named or case.status == MERGED:
        return None
    if door.address_of(case) and story.random.random() < 0.5:
        return doing(actions.send_link, case, by=case.lead, at=story.at)
    return doing(actions.hand_over_link, case, by=case.lead, at=story.at)


@move(2)
def peer(story, case):
    if case.status != OPEN:
        return None
    match = Match.objects.filter(case=case, ended_at=None).first()
    if match is None:
        return doing(actions.ask_for_peer, case, by=story.own(case), other_team=False, at=story.at)
    if match.supporter_id:
        return doing(actions.end_match, match, by=case.lead, at=story.at)
    return doing(actions.put_in_touch, case, story.place.supporter, by=case.lead, at=story.at)


@move(1)
def in_an_emergency(story, case):
    person = case.person.user
    why = "They were found unwell and cannot say who helps them"
    return person and doing(break_glass, person, by=story.place.ruth, why=why, at=story.at)
