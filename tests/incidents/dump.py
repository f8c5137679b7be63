"""The whole database as somebody with every right in it sees it: each row of each table, hidden columns included."""

from django.db import connection

TABLES = """
    SELECT schemaname, tablename FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY tablename
"""


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return [f'"{schema}"."{table}"' for schema, table in cursor.fetchall()]


def rows_of(table: str) -> list[str]:
    """As COPY writes them; bytes are shown as text where they are text."""
    with connection.cursor() as cursor, cursor.copy(f"COPY (SELECT * FROM {table}) TO STDOUT") as copied:
        rows = b"".join(bytes(part) for part in copied).decode().splitlines()
    return [_readable(row) for row in rows]


def whole_database() -> str:
    return "\n".join(row for table in tables() for row in rows_of(table))


def sequences() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
        return dict(cursor.fetchall())


def snapshot() -> dict[str, set[str]]:
    return {table: set(rows_of(table)) for table in tables()}


def _readable(row):
    parts = []
    for column in row.split("\t"):
        if column.startswith("\\\\x"):
            column = bytes.fromhex(column[3:]).decode(errors="replace")
        parts.append(column)
    return "\t".join(parts)
