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
from tests.selections import some

SERVICE_KEYS = {
    *("build", "cap_drop", "command", "depends_on", "environment", "healthcheck", "image", "networks", "ports", "restart"),
    *("security_opt", "shm_size", "stop_grace_period", "ulimits", "volumes", "init", "logging", "mem_limit", "pids_limit"),
    *("read_only", "tmpfs", "profiles"),
}
HEALTH_KEYS = {"test", "interval", "timeout", "start_period", "retries", "disable"}
DURATION = re.compile(r"\d+(ms|s|m|h)")
PORTAL = ("migrate", "web", "worker", "beat")
SERVERS = ("postgres", "valkey", "cache", "elasticsearch")
WRITERS = tuple(ROOT / name for name in ("portal", "harvest", "catalogue"))
MADE_IN_THE_IMAGE = {"VAR_DIR", "DEMONSTRATION_URL"}  # where the volumes are; what `make run` alone sets


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def dockerfile():
    return (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_the_whole_service_is_there(compose):
    assert set(compose["services"]) == {*PORTAL, *SERVERS, "z3950"}
    assert compose["services"]["z3950"]["profiles"] == ["z3950"], "only for who asks for it"
    assert compose["services"]["z3950"]["networks"] == ["outside"], "it reaches the portal as anybody does"
    assert compose["services"]["elasticsearch"]["image"].startswith("${ELASTICSEARCH_IMAGE:-elasticsearch:8.19.")


def test_every_key_is_one_that_compose_knows(compose):
    assert {key for key in compose if not key.startswith("x-")} == {"name", "services", "networks", "volumes"}
    for service in compose["services"].values():
        assert set(service) <= SERVICE_KEYS
        health = service.get("healthcheck", {})
        assert set(health) <= HEALTH_KEYS
        assert all(DURATION.fullmatch(str(health[key])) for key in ("interval", "timeout", "start_period") if key in health)


def test_every_name_used_is_declared(compose):
    for service in some(compose["services"].values()):
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
    for name in SERVERS:
        assert compose["services"][name]["networks"] == ["inside"]
        assert "ports" not in compose["services"][name]


def test_no_secret_is_written_in_the_file(compose):
    for service in compose["services"].values():
        for name, value in service.get("environment", {}).items():
            if re.search("SECRET|PASSWORD|TOKEN", name):
                assert re.fullmatch(r"\$\{\w+:(\?[^}]+|-)\}", value), name  # asked for, or empty
    assert "${POSTGRES_PASSWORD:?" in compose["services"]["web"]["environment"]["DATABASE_URL"]


def test_every_variable_of_the_table_reaches_the_portal_and_no_other(compose):
    known = {variable.name for variable in VARIABLES}
    for name in PORTAL:
        assert set(compose["services"][name]["environment"]) == known - MADE_IN_THE_IMAGE


def test_what_is_asked_for_is_said_in_the_readme_and_in_the_file(compose):
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    needed = set(re.findall(r"\$\{(\w+):\?", text))
    assert {"SECRET_KEY", "SITE_URL", "POSTGRES_PASSWORD", "VALKEY_PASSWORD"} <= needed
    steps = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Deploy")[2].partition("\n## ")[0]
    for name in {*needed, "TRUSTED_PROXY", "EMAIL_URL"}:
        assert f"{name}=" in steps, name
        assert f"#   {name}=" in text or name == "TRUSTED_PROXY", name


def test_no_service_fills_memory_or_disk_without_bound(compose):
    for name, service in some(compose["services"].items()):
        assert service["mem_limit"], name
        assert set(service["logging"]["options"]) == {"max-size", "max-file"}, name


def test_queues_and_what_is_kept_a_while_are_apart_and_behind_a_password(compose):
    queues, cache = (compose["services"][name]["command"][-1] for name in ("valkey", "cache"))
    assert "noeviction" in queues
    assert "allkeys-lru" in cache
    for command in (queues, cache):
        assert re.search(r"--maxmemory \d+mb", command)
        assert "--requirepass" in command
    environ = compose["services"]["web"]["environment"]
    assert environ["BROKER_URL"] != environ["CACHE_URL"]


def test_the_portal_writes_in_its_volumes_only(compose, dockerfile):
    volumes = {volume.split(":")[1] for volume in compose["services"]["web"]["volumes"]}
    declared = set(yaml.safe_load(re.findall(r"^VOLUME (\[.*\])$", dockerfile, re.MULTILINE)[0]))
    assert volumes == declared
    for name in PORTAL:
        assert compose["services"][name]["read_only"] is True
    text = "\n".join(path.read_text(encoding="utf-8") for folder in WRITERS for path in sorted(folder.rglob("*.py")))
    written = set(re.findall(r'VAR_DIR\)? / "(\w+)"', text))
    kept = {volume.rpartition("/")[2] for volume in volumes} | {"run"}  # the last in memory
    assert {"index", "media", "backups", "pictures"} <= written
    assert written - kept <= {"vendor", "static"}  # made with the image
    assert any(place.startswith("/srv/traboule/var/run:uid=10001") for place in compose["services"]["web"]["tmpfs"])


def words_of(command: list[str]) -> tuple[str, list[str]]:
    assert command[:2] == ["python", "-m"]
    return command[2], command[3:]


def test_every_command_names_a_program_that_is_installed(compose, dockerfile):
    serving = yaml.safe_load(re.findall(r"^CMD (\[.*\])$", dockerfile, re.MULTILINE)[-1])
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
    for option in some(word for word in arguments if word.startswith("--") and word != "--app"):
        assert option in asked.stdout


def test_the_options_of_the_web_server_are_understood(dockerfile):
    serving = yaml.safe_load(re.findall(r"^CMD (\[.*\])$", dockerfile, re.MULTILINE)[-1])
    asked = subprocess.run([sys.executable, *serving[1:3], "--help"], capture_output=True, text=True, check=True)
    for option in some(word for word in serving if word.startswith("--")):
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
