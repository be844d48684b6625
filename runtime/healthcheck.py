"""Asks this container's own site whether it lives, or the database whether a worker works; the exit status is for the container engine.

usage: python -m runtime.healthcheck [PORT | worker]
"""

from __future__ import annotations

import contextlib
import http.client
import os
import sys

import psycopg
from psycopg.conninfo import make_conninfo

from runtime.environment import Database, read

FRESH_SECONDS = 90  # a heartbeat comes every ten; a task lasts a minute at most
HEARTBEAT = "SELECT 1 FROM harvest_heartbeat WHERE name = 'worker' AND at > now() - make_interval(secs => %s)"


def host_name() -> str:
    """A host name that the site answers to: the first one allowed."""
    first = next(iter(read(os.environ).allowed_hosts), "localhost")
    return "localhost" if first == "*" else first.removeprefix(".")


def answers(port: int, *, host: str) -> bool:
    """Whether the site on this machine answers 200 at /sante/ under the host name."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as line:
        try:
            line.request("GET", "/sante/", headers={"Host": host})
            return line.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False


def works(database: Database | None) -> bool:
    """Whether a worker left its heartbeat in this database in the last minute or so."""
    if database is None:
        return False
    named = {"dbname": database.name, "user": database.user, "password": database.password, "host": database.host, "port": database.port}
    where = make_conninfo("", connect_timeout=5, **({name: value for name, value in named.items() if value} | database.options))
    try:
        with psycopg.connect(where) as connection:
            return connection.execute(HEARTBEAT, [FRESH_SECONDS]).fetchone() is not None
    except psycopg.Error:
        return False


def main() -> int:
    """Entry point; the exit status."""
    if sys.argv[1:] == ["worker"]:
        return 0 if works(read(os.environ).database_url) else 1
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    return 0 if answers(port, host=host_name()) else 1


if __name__ == "__main__":
    sys.exit(main())
