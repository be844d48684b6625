"""Does a deployment that is set wrongly say so in a sentence, and does one that is set well pass Django's own checks?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from runtime.environment import Environment, WrongSetting, read

GOOD = {
    "SECRET_KEY": "k3-aB9xQw7eRt5yUi1oPl2mNb8vCx4zAs6dFg0hJk9lZx3cVb5nMq",
    "ALLOWED_HOSTS": "portail.example,.portail.example",
    "DATABASE_URL": "postgresql://traboule:p%40ss@db.example:5433/traboule?sslmode=require",
    "BROKER_URL": "redis://broker.example:6379/0",
    "SITE_URL": "https://portail.example",
    "EMAIL_URL": "smtp://mail.example:25",
    "ARK_NAAN": "12025",
}


def production(root: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """``check --deploy`` with the production settings and these variables."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "VIRTUAL_ENV"}}
    environ = {**kept, **GOOD, **changes, "DJANGO_SETTINGS_MODULE": "portal.settings.production"}
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=root, env=environ, capture_output=True, text=True, check=False)


def test_production_settings_pass_every_check_of_django(root: Path) -> None:
    done = production(root)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "SITE_URL", "EMAIL_URL"])
def test_what_production_cannot_do_without_is_asked_for_by_name(root: Path, name: str) -> None:
    done = production(root, **{name: ""})
    assert done.returncode != 0
    assert f"{name} is not set" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "development-only-" + "0" * 50),
        ("SECRET_KEY", "ab" * 30),
        ("SECRET_KEY", "50 random characters or more, never published; required"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "portail.example,*"),
    ],
)
def test_what_everybody_knows_is_no_setting_for_production(root: Path, name: str, value: str) -> None:
    done = production(root, **{name: value})
    assert done.returncode != 0
    assert f"{name} " in done.stderr


def test_without_mails_production_offers_no_new_password_by_mail(root: Path) -> None:
    done = production(root, EMAIL_URL="", PASSWORD_RESETS="false")
    assert done.returncode == 0, done.stderr


def test_the_parts_of_a_database_address_are_read() -> None:
    database = read(GOOD).database_url
    assert database is not None
    assert (database.name, database.user, database.password) == ("traboule", "traboule", "p@ss")
    assert (database.host, database.port, database.options) == ("db.example", "5433", {"sslmode": "require"})


def test_a_socket_folder_is_a_database_host() -> None:
    database = read({"DATABASE_URL": "postgresql://me@%2Fvar%2Frun%2Fpg%20x:5432/traboule"}).database_url
    assert database is not None
    assert (database.host, database.port, database.user) == ("/var/run/pg x", "5432", "me")


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("DATABASE_URL", "mysql://x/y", "postgresql://"),
        ("DATABASE_URL", "postgresql://host", "name at its end"),
        ("DATABASE_URL", "postgresql://host:port/name", "not a number"),
        ("BROKER_URL", "localhost:6379", "redis://"),
        ("ELASTICSEARCH_URL", "http://a:9200,b:9200", "http://"),
        ("SECRET_KEY", "short", "50 characters"),
        ("HARVEST_ALLOW_LOOPBACK", "perhaps", "true or false"),
        ("LANGUAGES", "fr,oc", "oc"),
        ("CONTACT_EMAIL", "nobody", "e-mail"),
        ("LOG_LEVEL", "loud", "DEBUG"),
    ],
)
def test_a_value_that_cannot_be_used_gets_a_sentence(name: str, value: str, says: str) -> None:
    with pytest.raises(WrongSetting) as refused:
        read({name: value})
    assert name in str(refused.value)
    assert says in str(refused.value)


def test_nothing_set_is_a_usable_environment() -> None:
    environment = read({})
    assert isinstance(environment, Environment)
    assert environment.languages == ("fr", "en")
    assert environment.database_url is None
