"""Is a database that was migrated once as good as one that is migrated now, wherever it is copied?"""

from pathlib import Path

import psycopg

from runtime import migrated
from runtime.services import Services


def test_a_copy_serves_in_its_own_place_and_has_every_table(tmp_path: Path) -> None:
    migrated.put(tmp_path / "var")
    services = Services(tmp_path / "var", durable=False)
    try:
        with psycopg.connect(services.start(migrated.POSTGRES)["DATABASE_URL"]) as connection:
            (known,) = connection.execute("SELECT count(*) FROM django_migrations").fetchone() or (0,)
            assert known > 100
            assert connection.execute("SELECT count(*) FROM catalogue_record").fetchone() == (0,)
    finally:
        services.stop()
    migrated.put(tmp_path / "var")  # what has a database keeps it
