"""How the database is emptied after a test that committed: row by row, for a test leaves few.

Truncating makes every table and index anew on the disk, which takes many times as long. Who has no right to leave the
triggers out (a server of somebody else's) truncates as ever.
"""

from django.core.management.sql import sql_flush as truncating

# The same before and after every test, and made from the models again where they are missing.
KEPT = {"django_content_type", "auth_permission"}


def emptying(style, connection, reset_sequences=True, allow_cascade=False) -> list[str]:
    """The statements that empty every table but those KEPT, whoever still writes in them waited for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')")
        if cursor.fetchone()[0] != "on" or reset_sequences:
            return truncating(style, connection, reset_sequences, allow_cascade)
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    names = [connection.ops.quote_name(name) for name in sorted(tables - KEPT)]
    return [
        "SET LOCAL session_replication_role = replica",
        f"LOCK TABLE {', '.join(names)} IN ACCESS EXCLUSIVE MODE",
        "; ".join(f"DELETE FROM {name}" for name in names),
    ]
