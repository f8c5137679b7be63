"""What an act writes, seen where it reaches the database: a change that leaves no trail gives itself away."""

import re

from django.db import connection

TRAIL = "people_entry"
# To tell somebody something is no change.
TELLING = {"people_notice", "people_address"}
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)')
# Every row that tells of one case; what an act that is refused must leave as it was.
OF_A_CASE = {
    "support_case": "id",
    "support_stage": "case_id",
    "support_promise": "case_id",
    "support_checkin": "case_id",
    "support_teamcheckin": "case_id",
    "support_help": "case_id",
    "support_attendance": "case_id",
    "support_watch": "case_id",
    "support_separationplan": "case_id",
    "support_somebodyelse": "case_id",
    "support_preference": "case_id",
    "support_acknowledgement": "case_id",
}
NEVER_FEWER = ("people_entry", "people_notice", "support_stagemove", "support_helpentry")


class Writes:
    """As a wrapper of the connection it notes the tables that are written to."""

    def __init__(self):
        self.tables = set()

    def __call__(self, execute, sql, params, many, context):
        if isinstance(sql, str) and (found := WRITES.match(sql)):
            self.tables.add(found[1])
        return execute(sql, params, many, context)

    def start(self):
        self.tables = set()

    @property
    def without_trail(self) -> bool:
        return bool(self.tables - TELLING) and TRAIL not in self.tables


def as_it_stands(case_id) -> tuple:
    """All that is held of a case, as one value to compare; and how far the tables that only grow have come."""
    parts = [
        f"(SELECT md5(string_agg(t::text, '|' ORDER BY t.id)) FROM {table} t WHERE t.{column} = %(case)s)"
        for table, column in OF_A_CASE.items()
    ]
    parts += [f"(SELECT max(id) FROM {table})" for table in NEVER_FEWER]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", {"case": case_id})
        return cursor.fetchone()
