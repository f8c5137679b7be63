"""Who may open, read and record practical help (design §5).

Whoever looks after the case sees each track with its steps and dates. Human resources and occupational health see
the tracks that are theirs, over their teams; somebody who was chosen sees what they were chosen for. Where the
report is in confidence, or the track asks first, nobody but the lead learns of it until the colleague has agreed.
Single answers are read by those whom the row names. The colleague reads all of it, on their own page.
"""

from django.db.models import F, Q, QuerySet

from incidents.access import part_of_it
from people.access import can_administer, covered_by, holds, holds_everywhere, holds_over, over
from people.models import User
from people.roles import RoleKind
from support.access.cases import can_answer_for_self, holders_over, is_protected
from support.help import CHOSEN, LEAD, PERSON, TRACKS, read_by
from support.visits.visitor import Visitor, account_of
from support.workflow import HelpStepStatus

_ASKS_FIRST = [key for key, track in TRACKS.items() if track.needs_consent]
# Whom the colleague chose themselves: nobody stands in for them without being chosen (R74).
_CHOSEN = [key for key, track in TRACKS.items() if track.owner == CHOSEN]
_ROLES = [kind for kind in RoleKind.values if read_by(kind)]
_IN_CONFIDENCE = Q(case__person__incident__is_sealed=True) | Q(
    case__person__incident__protected_to__isnull=False,
    case__person__user=F("case__person__incident__reporter"),
)
_SHARED = Q(shared_at__isnull=False) | (Q(is_held=False) & ~_IN_CONFIDENCE & ~Q(track__in=_ASKS_FIRST))


# Role to the tracks of which only its holder may be the owner.
_OWNED_AS: dict[str, list[str]] = {}
for _key, _track in TRACKS.items():
    if (_kind := _track.chosen_among or _track.owner) in RoleKind.values:
        _OWNED_AS.setdefault(_kind, []).append(_key)


def owns_by_right(user: User) -> Q:
    """Of the help somebody owns, what they may go on with: where the track is a role's they hold it over the team, and
    they are no part of the incident.
    """
    if not user.is_active:
        return Q(pk__in=[])
    rightly = ~Q(track__in=[key for keys in _OWNED_AS.values() for key in keys])
    for kind, keys in _OWNED_AS.items():
        rightly |= over(user, kind, team="case__team") & Q(track__in=keys)
    return rightly & ~part_of_it(user, "case__person__incident__")


def help_visible_to(user: User, cases) -> Q:
    """Help the user may open; `cases` are those that they look after. Their own is not among it."""
    if account_of(user) is None or not user.is_active:
        return Q(pk__in=[])
    theirs = Q(owner=user) | Q(owner__in=_stood_in_for(user)) & ~Q(track__in=_CHOSEN)
    for kind in _ROLES:
        theirs |= over(user, kind, team="case__team") & Q(track__in=read_by(kind))
    return Q(case__in=cases) | (theirs & _SHARED & ~part_of_it(user, "case__person__incident__"))


def is_shared(help) -> bool:
    """Whether others than those who look after the colleague may learn of it."""
    asks = help.is_held or help.track in _ASKS_FIRST or in_confidence(help.case)
    return bool(help.shared_at) or not asks


def in_confidence(case) -> bool:
    """Only the one whom the reporter chose knows of it: what is sealed, and a reporter whose name is protected."""
    return case.incident.is_sealed or is_protected(case.person)


def reads_as(user: User | Visitor, help) -> frozenset[str]:
    """What the user is to this help: PERSON, LEAD, CHOSEN or roles. Empty for who may not open it."""
    case = help.case
    if can_answer_for_self(user, case):
        return frozenset({PERSON})
    if account_of(user) is None or not user.is_active:
        return frozenset()
    found = set()
    if type(case).objects.visible_to(user).filter(pk=case.pk).exists():
        found.add(LEAD)
    part_of_it = case.incident.involved.filter(user=user) or case.incident.alleged.filter(user=user)
    if is_shared(help) and not part_of_it:
        found |= {
            kind for kind in _ROLES if help.track in read_by(kind) and holds_over(user, case.team, kind)
        }
        stands_in = help.track not in _CHOSEN and help.owner_id in _stood_in_for(user)
        if help.owner_id and (help.owner_id == user.pk or stands_in):
            found |= {TRACKS[help.track].owner, CHOSEN} - {LEAD}
    return frozenset(found)


def readable_fields(user: User, help) -> dict[str, frozenset[str]]:
    """Step or log to the fields whose answers the user may read. Own notes are read while they are shared."""
    return fields_for(reads_as(user, help), help)


def fields_for(readers: frozenset[str], help) -> dict[str, frozenset[str]]:
    track, taken_back = TRACKS[help.track], _taken_back(help)
    return {
        key: frozenset(
            field.key
            for field in part.fields
            if PERSON in readers or (key not in taken_back and readers & track.readers_of(part, field.key))
        )
        for key, part in track.parts.items()
    }


def can_record(user: User, help, key: str) -> bool:
    """Their own notes and consent: the colleague alone. Else whoever owes it; the lead where nobody else does."""
    return records_as(reads_as(user, help), help, key)


def records_as(readers: frozenset[str], help, key: str) -> bool:
    track = TRACKS[help.track]
    owner = track.owner_of(track.parts[key])
    return owner in readers or (owner != PERSON and help.owner_id is None and LEAD in readers)


def can_open_track(user: User | Visitor, case) -> bool:
    """The colleague may ask for any help; whoever looks after them may open any."""
    return can_answer_for_self(user, case) or type(case).objects.visible_to(user).filter(pk=case.pk).exists()


def can_settle(user: User | Visitor, help) -> bool:
    """Close it, note that it is not wanted, or take it up again."""
    return bool(reads_as(user, help) & {PERSON, LEAD, TRACKS[help.track].owner})


def can_hand_on(user: User, help) -> bool:
    """To another holder of the role: whoever holds it over the team, and whoever leads the case. No role may have what
    others must not learn of, and nobody hands on what the colleague gave to somebody they chose."""
    owner = TRACKS[help.track].owner
    return owner in RoleKind.values and is_shared(help) and bool(reads_as(user, help) & {LEAD, owner})


def who_could_own(help) -> QuerySet[User]:
    """Active holders of the role over the team who are no part of the incident, without whoever has it now."""
    able = holders_over(help.case.incident, help.case.team, TRACKS[help.track].owner)
    return able.exclude(pk=help.owner_id)


def owns_tracks(user: User) -> bool:
    """Whether the queue of practical help is among the pages they work from. Costs no query beyond their roles."""
    return holds(user, *_ROLES)


def helps_of_mine(user: User) -> Q:
    """What somebody does: what they own, stand in for, or what is their role's with somebody of the same role."""
    theirs = Q(owner=user) | Q(owner__in=_stood_in_for(user))
    for kind in _ROLES:
        owned = [key for key, track in TRACKS.items() if track.owner == kind]
        theirs |= over(user, kind, team="case__team") & Q(track__in=owned)
    return theirs


def can_keep_texts(user: User) -> bool:
    """Texts that are the trust's own: human resources over the whole organisation, and administrators."""
    return can_administer(user) or holds_everywhere(user, RoleKind.HR)


def _stood_in_for(user):
    """Those whose work the user does today, for they are away."""
    return covered_by(user).values_list("user", flat=True)


def _taken_back(help):
    """Steps of the colleague's own that nobody else reads: not said yet, or taken back."""
    own = {key for key, part in TRACKS[help.track].parts.items() if part.owner == PERSON}
    if not own:
        return own
    return own - {step.key for step in help.steps.all() if step.status == HelpStepStatus.DONE}
