"""docker-compose.yml and the Dockerfile, as far as a machine without a container engine can tell."""

import importlib.util
import os
import re
import subprocess
import sys

import pytest
import yaml

from runtime import healthcheck
from runtime.environment import VARIABLES
from tests.architecture.sources import ROOT

SERVICE_KEYS = {
    *("build", "cap_drop", "command", "depends_on", "environment", "healthcheck", "image", "networks", "ports", "restart"),
    *("security_opt", "shm_size", "stop_grace_period", "ulimits", "volumes"),
}
HEALTH_KEYS = {"test", "interval", "timeout", "start_period", "retries", "disable"}
DURATION = re.compile(r"\d+(ms|s|m|h)")
PORTAL = ("migrate", "web", "worker", "beat")


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def dockerfile():
    return (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_the_whole_service_is_there(compose):
    assert set(compose["services"]) == {*PORTAL, "postgres", "valkey", "elasticsearch"}
    assert compose["services"]["elasticsearch"]["image"].startswith("elasticsearch:8.19.")


def test_every_key_is_one_that_compose_knows(compose):
    assert {key for key in compose if not key.startswith("x-")} == {"name", "services", "networks", "volumes"}
    for service in compose["services"].values():
        assert set(service) <= SERVICE_KEYS
        health = service.get("healthcheck", {})
        assert set(health) <= HEALTH_KEYS
        assert all(DURATION.fullmatch(str(health[key])) for key in ("interval", "timeout", "start_period") if key in health)


def test_every_name_used_is_declared(compose):
    for service in compose["services"].values():
        assert set(service["networks"]) <= set(compose["networks"])
        assert {volume.split(":")[0] for volume in service.get("volumes", [])} <= set(compose["volumes"])
        for name, condition in service.get("depends_on", {}).items():
            needed = compose["services"][name]
            if condition["condition"] == "service_healthy":
                assert "test" in needed["healthcheck"]
            else:
                assert condition["condition"] == "service_completed_successfully"
                assert needed["restart"] == "no"


def test_servers_are_reached_from_inside_only(compose):
    assert compose["networks"]["inside"]["internal"] is True
    for name in ("postgres", "valkey", "elasticsearch"):
        assert compose["services"][name]["networks"] == ["inside"]
        assert "ports" not in compose["services"][name]


def test_no_secret_is_written_in_the_file(compose):
    for service in compose["services"].values():
        for name, value in service.get("environment", {}).items():
            if re.search("SECRET|PASSWORD|TOKEN", name):
                assert re.fullmatch(r"\$\{\w+:\?[^}]+\}", value), name
    assert "${POSTGRES_PASSWORD:?" in compose["services"]["web"]["environment"]["DATABASE_URL"]


def test_every_variable_given_to_the_portal_is_one_it_reads(compose):
    known = {variable.name for variable in VARIABLES}
    for name in PORTAL:
        assert set(compose["services"][name]["environment"]) <= known


def words_of(command: list[str]) -> tuple[str, list[str]]:
    assert command[:2] == ["python", "-m"]
    return command[2], command[3:]


def test_every_command_names_a_program_that_is_installed(compose, dockerfile):
    serving = yaml.safe_load(re.findall(r"^CMD (\[.*\])$", dockerfile, re.MULTILINE)[0])
    checks = [compose["services"]["worker"]["healthcheck"]["test"][1:]]
    for command in [serving, *checks, *(compose["services"][name]["command"] for name in ("migrate", "worker", "beat"))]:
        module, _arguments = words_of(command)
        assert importlib.util.find_spec(module) is not None


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_the_options_of_celery_are_understood(compose, name):
    module, arguments = words_of(compose["services"][name]["command"])
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    asked = subprocess.run(
        [sys.executable, "-m", module, *arguments, "--help"], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    assert asked.returncode == 0, asked.stderr
    for option in (word for word in arguments if word.startswith("--") and word != "--app"):
        assert option in asked.stdout


def test_the_options_of_the_web_server_are_understood(dockerfile):
    serving = yaml.safe_load(re.findall(r"^CMD (\[.*\])$", dockerfile, re.MULTILINE)[0])
    asked = subprocess.run([sys.executable, *serving[1:3], "--help"], capture_output=True, text=True, check=True)
    for option in (word for word in serving if word.startswith("--")):
        assert option in asked.stdout


def test_the_image_runs_without_root_and_says_whether_it_lives(dockerfile):
    assert re.search(r"^USER traboule$", dockerfile, re.MULTILINE)
    assert "HEALTHCHECK" in dockerfile
    assert 'CMD ["python", "-m", "runtime.healthcheck"]' in dockerfile
    assert "runtime.setup run" in dockerfile


def test_nothing_private_enters_the_image():
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".git", ".venv", "var", ".env"} <= set(ignored)


def test_the_health_check_asks_under_an_allowed_name(monkeypatch):
    for allowed, expected in {".example.org,a.example": "example.org", "*": "localhost", "catalogue.example": "catalogue.example"}.items():
        monkeypatch.setenv("ALLOWED_HOSTS", allowed)
        assert healthcheck.host_name() == expected


def test_a_site_that_does_not_answer_is_unhealthy():
    assert healthcheck.answers(9, host="localhost") is False
