"""Who enters the embedded PostgreSQL and as what: the clone's owner alone, the portal's role without rights over the server.

The system says who stands at the socket (PostgreSQL, peer authentication): a process of the server's own user, which may be shared
with other programs of the machine, is nobody to it.
"""

from __future__ import annotations

import os
import pwd
from pathlib import Path
from typing import Any

SITE = "traboule"  # the portal's role: makes databases for its tests, reads no file, becomes nobody else
OWNER = "postgres"  # the server's own role, for settling the other
FORMER_OWNER = "traboule_owner"  # the name that the first role of an older clone is given: it was the portal's, with every right
NOTE = "roles"  # a file beside the data: the roles are settled
MAP = "clone"

# What belongs to a role in one database and is not the server's own.
_GIVE = f"""
DO $$
DECLARE thing record;
BEGIN
    FOR thing IN
        SELECT format('ALTER SCHEMA %I OWNER TO {SITE}', nspname) AS deed, 1 AS turn FROM pg_namespace
        WHERE nspowner = '{FORMER_OWNER}'::regrole AND nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public')
        UNION ALL
        SELECT format('ALTER %s %s OWNER TO {SITE}',
                      CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END,
                      class.oid::regclass), 2
        FROM pg_class AS class JOIN pg_namespace AS space ON space.oid = relnamespace
        WHERE relowner = '{FORMER_OWNER}'::regrole AND relkind IN ('r', 'p', 'v', 'm', 'S') AND nspname !~ '^pg_'
          AND nspname <> 'information_schema'
          AND NOT (relkind = 'S' AND EXISTS (SELECT FROM pg_depend WHERE objid = class.oid AND deptype IN ('a', 'i')))
        UNION ALL
        SELECT format('ALTER ROUTINE %s OWNER TO {SITE}', routine.oid::regprocedure), 3
        FROM pg_proc AS routine JOIN pg_namespace AS space ON space.oid = pronamespace
        WHERE proowner = '{FORMER_OWNER}'::regrole AND nspname !~ '^pg_' AND nspname <> 'information_schema'
        ORDER BY turn
    LOOP
        EXECUTE thing.deed;
    END LOOP;
END $$
"""  # noqa: S608 - names of ours


def who_enters() -> dict[str, str]:
    """``pg_hba.conf`` and ``pg_ident.conf``: the user who runs this process enters as either role; nobody else, and by no network.

    A user whom the system has no name for (a container's number) cannot be told by name: she runs the server herself, in a folder
    that she alone may enter.
    """
    try:
        name = pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return {"pg_hba.conf": "local all all trust\n", "pg_ident.conf": ""}
    system = '"' + name.replace('"', '""') + '"'
    return {
        "pg_hba.conf": f"local all all peer map={MAP}\n",
        "pg_ident.conf": "".join(f"{MAP} {system} {role}\n" for role in (SITE, OWNER)),
    }


def settle(sockets: Path, database: str) -> None:
    """Have the portal's role and its database; in a clone of an older release, take from that role the rights over the server.

    Needs a server that has started with :func:`who_enters`. May be cut anywhere and called again.
    """
    import psycopg  # the driver is needed once in a clone's life

    def connect(role: str, name: str) -> Any:
        return psycopg.connect(host=str(sockets), port=5432, user=role, dbname=name, autocommit=True)

    try:
        owner = connect(OWNER, "postgres")
    except psycopg.OperationalError:  # an older clone: its first role is the portal's
        with connect(SITE, "postgres") as first:
            first.execute(f"CREATE ROLE {OWNER} SUPERUSER LOGIN")
        owner = connect(OWNER, "postgres")
    with owner:
        if owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND rolsuper", [SITE]).fetchone():
            owner.execute(f"ALTER ROLE {SITE} RENAME TO {FORMER_OWNER}")
        if owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [SITE]).fetchone() is None:
            owner.execute(f"CREATE ROLE {SITE} LOGIN CREATEDB")
        former = owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [FORMER_OWNER]).fetchone() is not None
        names = [
            row[0]
            for row in owner.execute(
                "SELECT datname FROM pg_database JOIN pg_roles ON pg_roles.oid = datdba"
                " WHERE rolname = %s AND NOT datistemplate AND datname <> 'postgres'",
                [FORMER_OWNER],
            )
        ]
        for name in names:
            with connect(OWNER, name) as inside:
                inside.execute(_GIVE)
            owner.execute(f'ALTER DATABASE "{name}" OWNER TO {SITE}')
        if owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone() is None:
            owner.execute(f'CREATE DATABASE "{database}" OWNER {SITE}')
        if former:
            owner.execute(f"ALTER ROLE {FORMER_OWNER} NOLOGIN")
