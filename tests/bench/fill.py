"""A large trust in minutes: a few incidents reported through the actions, then copied in the database."""

from datetime import timedelta
from types import SimpleNamespace

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from audit.actions import publish_latest
from incidents import actions, words
from incidents.actions import Affected, Alleged
from incidents.models import Incident
from people.models import User
from people.roles import RoleKind
from reviews.actions import make_panel, open_meeting
from tests.factories import RoleFactory, SiteFactory, TeamFactory, UserFactory

SEEDS, SITES, STAFF = 20, 8, 40
# A case is open for its twelve weeks of check-ins; the years before that are closed.
YEARS, OPEN_DAYS = 3, 90
# One unusual word in a thousand reports, so that searching for it has something to find.
WORDS = "A patient who was confused hit out while being helped back to bed. Two colleagues came to help."
RARE = "trebuchet"


def fill(rows: int) -> SimpleNamespace:
    """Migrate an empty database and fill it; returns who looks at what."""
    call_command("migrate", verbosity=0)
    cast = _people(max(40, rows // 500))
    seeds = [_seed(cast, i) for i in range(SEEDS)]
    _copy(rows, seeds)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    of_the_team = Incident.objects.filter(team=cast.team).exclude(reporter=cast.colleague)
    cast.incident = of_the_team.order_by("-reported_at").first()
    cast.case = cast.incident.involved.get().case
    cast.panel = make_panel(by=cast.lead, site=cast.site, name="Weekly review", rhythm="ad_hoc")
    cast.meeting = open_meeting(cast.panel, by=cast.chair)
    publish_latest()
    return cast


def _people(teams):
    sites = [SiteFactory() for _ in range(SITES)]
    lead = UserFactory()
    RoleFactory(user=lead, kind=RoleKind.PREVENTION_LEAD)
    made = [TeamFactory(site=sites[i % SITES]) for i in range(teams)]
    for team in made:
        manager = UserFactory(team=team, manager=lead)
        RoleFactory(user=manager, kind=RoleKind.LINE_MANAGER, team=team)
        User.objects.bulk_create(UserFactory.build_batch(STAFF, team=team, manager=manager))
    board, chair = UserFactory(), UserFactory()
    RoleFactory(user=board, kind=RoleKind.BOARD)
    RoleFactory(user=chair, kind=RoleKind.PANEL_CHAIR, site=sites[0])
    return SimpleNamespace(
        site=sites[0],
        team=made[0],
        lead=lead,
        manager=User.objects.get(team=made[0], roles__kind=RoleKind.LINE_MANAGER),
        colleague=User.objects.filter(team=made[0], roles=None).first(),
        board=board,
        chair=chair,
    )


def _seed(cast, i):
    kinds = [["physical"], ["verbal"], ["threat"], ["physical", "verbal"], ["harassment"]][i % 5]
    return actions.report(
        by=cast.colleague,
        affected=[Affected("harmed", user=cast.colleague)],
        alleged=[Alleged("patient")],
        kinds=kinds,
        team=cast.team,
        place="Bay 3",
        what_happened=WORDS,
        everyone_safe="yes",
        occurred_on=timezone.localdate() - timedelta(days=1),
    )


@transaction.atomic
def _copy(rows, seeds):
    with connection.cursor() as cursor:
        cursor.execute(
            """
            CREATE TEMP TABLE plan ON COMMIT DROP AS
            SELECT n, gen_random_uuid() AS incident, gen_random_uuid() AS person, gen_random_uuid() AS "case",
                   seed.id AS of_incident, one.id AS of_person, c.id AS of_case, team.id AS team,
                   staff.id AS staff, manager.id AS manager,
                   make_interval(secs => (n::float / %(rows)s) * 86400 * 365 * %(years)s) AS back,
                   (n::float / %(rows)s) * 365 * %(years)s > %(open)s AS is_old
            FROM generate_series(1, %(rows)s) AS n
            JOIN (SELECT id, row_number() OVER () - 1 AS at FROM incidents_incident
                  WHERE id = ANY(%(seeds)s)) AS seed
              ON seed.at = n %% %(count)s
            JOIN incidents_involvedperson AS one ON one.incident_id = seed.id
            JOIN support_case AS c ON c.person_id = one.id
            JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS at FROM people_team) AS team
              ON team.at = n %% (SELECT count(*) FROM people_team)
            JOIN LATERAL (SELECT id FROM people_user WHERE team_id = team.id ORDER BY id DESC
                          LIMIT 1 OFFSET n / 50 %% %(staff)s) AS staff ON true
            JOIN people_role AS role ON role.team_id = team.id
            JOIN people_user AS manager ON manager.id = role.user_id
            """,
            {
                "rows": rows, "years": YEARS, "open": OPEN_DAYS, "count": len(seeds), "staff": STAFF,
                "seeds": [seed.pk for seed in seeds],
            },
        )  # fmt: skip
        for table, link, changed in COPIES:
            names = _columns(cursor, table)
            values = [changed.get(name, f'old."{name}"') for name in names]
            columns = ", ".join(f'"{name}"' for name in names)
            cursor.execute(
                f"INSERT INTO {table} ({columns}) "
                f"SELECT {', '.join(values)} FROM plan JOIN {table} AS old ON {link}"
            )
        cursor.execute(
            "UPDATE incidents_incident SET words = words || %s, near = near || %s"
            " WHERE id IN (SELECT incident FROM plan WHERE n %% 1000 = 7)",
            words.words_of(RARE),
        )


def _columns(cursor, table):
    """What has to be written: neither what the database makes up itself nor a running number."""
    cursor.execute(
        """SELECT column_name FROM information_schema.columns
           WHERE table_name = %s AND is_generated = 'NEVER' AND is_identity = 'NO'
           ORDER BY ordinal_position""",
        [table],
    )
    return [name for (name,) in cursor.fetchall()]


def _back(*names):
    return {name: f'old."{name}" - plan.back' for name in names}


# Table, how its row is found from the plan, and what is different in the copy.
COPIES = [
    (
        "incidents_incident",
        "old.id = plan.of_incident",
        _back("reported_at")
        | {
            "id": "plan.incident",
            "reference": "'B' || upper(substr(md5(plan.n::text), 1, 12))",
            "form_key": "NULL",
            "occurred_on": "(old.reported_at - plan.back)::date",
            "team_id": "plan.team",
            "reporter_id": "plan.staff",
            "status": "CASE WHEN plan.is_old THEN 'closed' ELSE old.status END",
        },
    ),
    (
        "incidents_involvedperson",
        "old.id = plan.of_person",
        {"id": "plan.person", "incident_id": "plan.incident", "user_id": "plan.staff"},
    ),
    (
        "incidents_allegedperpetrator",
        "old.incident_id = plan.of_incident",
        {"id": "gen_random_uuid()", "incident_id": "plan.incident"},
    ),
    (
        "support_case",
        "old.id = plan.of_case",
        _back("opened_at")
        | {
            "id": 'plan."case"',
            "person_id": "plan.person",
            "team_id": "plan.team",
            "lead_id": "plan.manager",
            "status": "CASE WHEN plan.is_old THEN 'closed' ELSE 'open' END",
            "closed_at": "CASE WHEN plan.is_old THEN old.opened_at - plan.back + interval '85 days' END",
            "next_due_at": "CASE WHEN NOT plan.is_old THEN old.next_due_at - plan.back END",
        },
    ),
    (
        "support_stage",
        "old.case_id = plan.of_case",
        _back("opens_at", "due_at")
        | {
            "case_id": 'plan."case"',
            "considered_at": "CASE WHEN plan.n % 4 > 0 THEN old.due_at - plan.back - interval '1 hour' END",
        },
    ),
    ("support_checkin", "old.case_id = plan.of_case", _back("due_at") | {"case_id": 'plan."case"'}),
    (
        "support_promise",
        "old.case_id = plan.of_case",
        _back("opens_at", "due_at")
        | {
            "case_id": 'plan."case"',
            "owner_id": "plan.manager",
            "kept_at": "CASE WHEN plan.is_old THEN old.due_at - plan.back END",
            "chase_at": "CASE WHEN NOT plan.is_old THEN old.due_at - plan.back END",
        },
    ),
    (
        "incidents_duty",
        "old.incident_id = plan.of_incident",
        _back("opens_at", "due_at")
        | {
            "id": "gen_random_uuid()",
            "subject": "plan.incident::text",
            "incident_id": "plan.incident",
            "owner_id": "plan.manager",
            "kept_at": "CASE WHEN plan.is_old THEN old.due_at - plan.back END",
            "chase_at": "CASE WHEN NOT plan.is_old THEN old.due_at - plan.back END",
        },
    ),
    (
        "people_entry",
        "old.subject_id = plan.of_incident::text",
        _back("at") | {"subject_id": "plan.incident::text", "by_id": "plan.staff"},
    ),
]
