"""A test run has a database of its own, on a server of its own."""

import os
import subprocess
import sys

import psycopg
import pytest

from runtime import test_database
from runtime.paths import ROOT


@pytest.mark.django_db
def test_a_run_has_a_database_named_after_its_process():
    from django.db import connection

    assert connection.settings_dict["NAME"] == os.environ["TRABOULE_TEST_DATABASE"]
    assert str(os.getpid()) in connection.settings_dict["NAME"]


@pytest.mark.django_db
def test_the_copy_of_the_template_has_every_migration():
    from django.core.management import call_command

    call_command("migrate", "--check", "--verbosity", "0")


@pytest.mark.django_db
def test_a_run_starts_from_a_copy_and_not_from_nothing():
    from django.db import connection

    assert connection.settings_dict["TEST"]["TEMPLATE"] == test_database.TEMPLATE_PREFIX + test_database.state_of_migrations(ROOT)


def test_the_database_of_a_run_that_died_is_dropped(tmp_path):
    url = os.environ["DATABASE_URL"]
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    names = {f"{test_database.PREFIX}{ended.pid}": False, f"{test_database.PREFIX}{os.getpid()}_kept": True}
    with psycopg.connect(url, autocommit=True) as connection:
        for name in names:
            connection.execute(f'CREATE DATABASE "{name}"')
        test_database.drop_stale(url)
        for name, kept in names.items():
            assert (connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None) == kept
        connection.execute(f'DROP DATABASE "{test_database.PREFIX}{os.getpid()}_kept"')


def test_a_changed_migration_asks_for_another_template(tmp_path):
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "run.txt").write_text("django==5.2\n")
    folder = tmp_path / "catalogue" / "migrations"
    folder.mkdir(parents=True)
    (folder / "0001_initial.py").write_text("one")
    before = test_database.state_of_migrations(tmp_path)
    (folder / "0001_initial.py").write_text("two")
    assert test_database.state_of_migrations(tmp_path) != before
    assert test_database.state_of_migrations(ROOT) == test_database.state_of_migrations(ROOT)
