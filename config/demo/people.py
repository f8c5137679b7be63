"""The invented trust's sites, teams and colleagues: one sign-in for every role."""

from types import SimpleNamespace

from django.db.models import F
from django.utils import timezone

from config.demo import register
from people import actions
from people.models import Role, Team, User
from people.roles import RoleKind, TrainingKind

PASSPHRASE = "three quiet otters swim"

# First and last name, team, role, what the role is over. The manager of a team stands before its members.
COLLEAGUES = [
    ("Ruth Baxter", None, RoleKind.LINE_MANAGER, "Northshire General"),
    ("Maya Lindqvist", "Elm Ward", RoleKind.LINE_MANAGER, "Elm Ward"),
    ("Dev Chandra", "Elm Ward", RoleKind.DEPUTY, "Elm Ward"),
    ("Nneka Obi", "Elm Ward", None, None),
    ("Will Tanner", "Elm Ward", None, None),
    ("Petra Vale", "Elm Ward", RoleKind.PEER_SUPPORTER, "Northshire General"),
    ("Tom Ashby", "Emergency Department", RoleKind.LINE_MANAGER, "Emergency Department"),
    ("Sunita Rao", "Emergency Department", None, None),
    ("Joe Whelan", "Emergency Department", None, None),
    ("Carys Bevan", "Emergency Department", None, None),
    ("Owen Price", "Oak Ward", RoleKind.LINE_MANAGER, "Oak Ward"),
    ("Omar Haddad", "Oak Ward", None, None),
    ("Lena Fischer", "Oak Ward", None, None),
    ("Ines Duarte", "District Nursing", RoleKind.LINE_MANAGER, "District Nursing"),
    ("Grace Adeyemi", "District Nursing", None, None),
    *[(name, "Elm Ward", None, None) for name in ("Ayo Mensah", "Beth Calder", "Piotr Nowak", "Sian Rees")],
    *[
        (name, "Emergency Department", None, None)
        for name in ("Hugh Marsh", "Noor Aziz", "Tess Boyle", "Ravi Menon", "Ella Frost")
    ],
    *[(name, "Oak Ward", None, None) for name in ("Jude Kemp", "Mira Patel", "Cal Dobbs")],
    *[(name, "District Nursing", None, None) for name in ("Fay Holt", "Idris Cole")],
    ("Frank Osei", None, RoleKind.FACILITATOR, None),
    ("Olive Grant", None, RoleKind.OCCUPATIONAL_HEALTH, None),
    ("Hana Sato", None, RoleKind.HR, None),
    ("Chi Moreau", None, RoleKind.PANEL_CHAIR, "Northshire General"),
    ("Cora Dunne", None, RoleKind.PANEL_COORDINATOR, "Northshire General"),
    ("Milo Reyes", None, RoleKind.PANEL_MEMBER, "Northshire General"),
    ("Viv Archer", None, RoleKind.PREVENTION_LEAD, None),
    ("Sasha Kerr", None, RoleKind.SEXUAL_SAFETY_LEAD, None),
    ("Gita Bose", None, RoleKind.FTSU_GUARDIAN, None),
    ("Una Morrow", None, RoleKind.UNION_REP, None),
    ("Bea Stone", None, RoleKind.BOARD, None),
    ("Al Novak", None, RoleKind.AUDITOR, None),
    ("Iris Gale", None, RoleKind.INFORMATION_GOVERNANCE, None),
]
TEAMS = [
    ("Northshire General", "Elm Ward", Team.Setting.WARD, "The quiet room behind the nurses' station"),
    ("Northshire General", "Emergency Department", Team.Setting.WARD, "Staff room 2, ground floor"),
    ("Riverside", "Oak Ward", Team.Setting.WARD, "The garden room"),
    ("Riverside", "District Nursing", Team.Setting.COMMUNITY, "The small office at the health centre"),
]
TRAININGS = {
    "Petra": TrainingKind.PEER_SUPPORT,
    "Frank": TrainingKind.DEBRIEFING,
    "Maya": TrainingKind.POST_INCIDENT_SUPPORT,
    "Tom": TrainingKind.POST_INCIDENT_SUPPORT,
}


def fill() -> SimpleNamespace:
    """Everybody by first name, every team and site by name: `trust.people["Maya"]`."""
    ade = actions.first_administrator(
        first_name="Ade", last_name="Root", email="ade.root@northshire.example", password=PASSPHRASE
    )
    trust = SimpleNamespace(people={"Ade": ade}, teams={}, sites={}, passphrase=PASSPHRASE)
    for code, name in [("RXN01", "Northshire General"), ("RXN02", "Riverside")]:
        trust.sites[name] = actions.add_site(by=ade, code=code, name=name)
    for site, name, setting, space in TEAMS:
        hot = name == "Emergency Department"
        trust.teams[name] = actions.add_team(
            by=ade, site=trust.sites[site], name=name, setting=setting, is_hotspot=hot, recovery_space=space
        )
    for name, team, kind, over in COLLEAGUES:
        _add(trust, ade, name, team, kind, over)
    register.contractors(trust)
    return trust


def _add(trust, by, name, team, kind, over):
    first, last = name.split()
    user = actions.add_person(
        by=by,
        first_name=first,
        last_name=last,
        email=f"{first}.{last}@northshire.example".lower(),
        password=PASSPHRASE,
        team=trust.teams.get(team),
        manager=_manager(trust, team, kind),
        staff_group="Nursing and Midwifery Registered" if team else "Administrative and Clerical",
    )
    trust.people[first] = user
    if kind:
        place = {"team": trust.teams.get(over)} if over in trust.teams else {"site": trust.sites.get(over)}
        long_ago = timezone.localdate().replace(year=timezone.localdate().year - 2, day=1)
        actions.give_role(user, by=by, kind=kind, starts_on=long_ago, **place)
    if first in TRAININGS:
        done = timezone.localdate().replace(year=timezone.localdate().year - 2, day=1)
        actions.add_training(user, by=by, kind=TRAININGS[first], completed_on=done)


def _manager(trust, team, kind):
    if kind == RoleKind.LINE_MANAGER:
        return trust.people.get("Ruth") if team in ("Elm Ward", "Emergency Department") else None
    heads = [
        trust.people[name.split()[0]]
        for name, works_in, role, _ in COLLEAGUES
        if works_in == team and role == RoleKind.LINE_MANAGER and name.split()[0] in trust.people
    ]
    return heads[0] if team and heads else None


def sign_ins() -> str:
    """A line for each role and one for a colleague without any, with the address to sign in with."""
    lines = ["Sign in as any of these; the passphrase is the same for all: " + PASSPHRASE, ""]
    nneka = User.objects.filter(email="nneka.obi@northshire.example").first()
    if nneka:
        lines.append(f"  {'A nurse who was hurt':34} {nneka.email}")
    for kind, words in RoleKind.choices:
        held = Role.objects.current().filter(kind=kind, user__email__endswith="@northshire.example")
        role = held.order_by(F("team").asc(nulls_last=True), "pk").first()
        if role:
            lines.append(f"  {words:34} {role.user.email}")
    return "\n".join(lines)
