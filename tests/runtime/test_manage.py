"""manage.py: it starts what a command needs and nothing else, and ends as the command ended."""

import importlib.util
import os
import signal
import subprocess
import sys

import pytest

from runtime import commands, processes
from runtime.paths import ROOT
from runtime.services import Services

SPEC = importlib.util.spec_from_file_location("manage", ROOT / "manage.py")
assert SPEC is not None
manage = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(manage)


def environ(var) -> dict[str, str]:
    """As in a shell where nothing is set, with a folder of services of its own."""
    set_here = {"DATABASE_URL", "BROKER_URL", "DJANGO_SETTINGS_MODULE", "VIRTUAL_ENV"}
    kept = {name: value for name, value in os.environ.items() if name not in set_here}
    return {**kept, "VAR_DIR": str(var)}


def run(var, *words: str, seconds: float = 100, **options) -> subprocess.CompletedProcess:
    command = [options.pop("python", sys.executable), str(ROOT / "manage.py"), *words]
    return subprocess.run(command, env=environ(var), capture_output=True, text=True, timeout=seconds, check=False, **options)


@pytest.mark.parametrize("words", [["inspect_file", "x.mrc"], ["help"], ["migrate", "--help"], ["check"], ["version"], []])
def test_commands_that_speak_to_nobody_start_nothing(words):
    assert manage.needs_services(words) is False


@pytest.mark.parametrize("words", [["migrate"], ["harvest", "sudoc", "--wait"], ["check", "--database", "default"], ["shell"]])
def test_commands_that_need_the_database_get_it(words):
    assert manage.needs_services(words) is True


def test_a_command_without_services_leaves_no_database(tmp_path):
    done = run(tmp_path, "version")
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "postgres").exists()


def test_a_command_has_a_database_for_its_duration(tmp_path):
    done = run(
        tmp_path,
        "shell",
        "--verbosity",
        "0",
        "--command",
        "from django.db import connection as c; print(c.cursor().execute('SELECT 41 + 1').fetchone())",
    )
    assert (done.returncode, done.stdout.strip()) == (0, "(42,)"), done.stderr
    assert Services(tmp_path).postgres.identity() is None


@pytest.mark.parametrize("command", ["add_endpoint", "harvest", "rebuild_index", "inspect_file", "load_demonstration", "createsuperuser"])
def test_commands_of_the_portal_need_its_tables(command):
    assert commands.needs_tables(command)


@pytest.mark.parametrize(
    "command", ["migrate", "makemigrations", "showmigrations", "flush", "shell", "dbshell", "check", "no_such_command"]
)
def test_commands_that_make_the_tables_do_not(command):
    assert not commands.needs_tables(command)


def test_the_first_command_of_a_fresh_clone_finds_its_tables(tmp_path):
    done = run(tmp_path, "abort_run", "personne", seconds=300)
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    said = done.stderr.replace("\u00a0", " ").splitlines()
    assert [line.partition("(")[0].strip() for line in said] == [
        "Preparing the database",
        "CommandError: Aucun moissonnage en cours ne répond à « personne ».",
    ]
    again = run(tmp_path, "abort_run", "personne")
    assert "Preparing" not in again.stderr


def test_the_exit_status_of_a_command_is_kept(tmp_path):
    assert run(tmp_path, "shell", "--verbosity", "0", "--command", "raise SystemExit(7)").returncode == 7
    assert run(tmp_path, "no_such_command").returncode == 1


def test_a_wrong_setting_is_one_sentence(tmp_path):
    command = [sys.executable, str(ROOT / "manage.py"), "check"]
    wrong = {**environ(tmp_path), "DATABASE_URL": "mysql://here/there"}
    done = subprocess.run(command, env=wrong, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("DATABASE_URL must look like postgresql://")
    assert len(done.stderr.splitlines()) == 1


def test_the_systems_python_hands_over_to_the_clones(tmp_path):
    if not (ROOT / ".venv" / "bin" / "python").exists():
        pytest.skip("this clone has no .venv")
    base = os.path.realpath(sys.executable)
    done = run(tmp_path, "shell", "--verbosity", "0", "--no-imports", "--command", "import sys; print(sys.prefix)", python=base)
    assert done.stdout.strip() == str(ROOT / ".venv"), done.stderr


def test_a_command_that_is_asked_to_end_takes_its_services_along(tmp_path):
    words = ["shell", "--verbosity", "0", "--command", "import time; print('in', flush=True); time.sleep(60)"]
    running = subprocess.Popen([sys.executable, str(ROOT / "manage.py"), *words], env=environ(tmp_path), stdout=subprocess.PIPE, text=True)
    assert running.stdout.readline() == "in\n"
    assert Services(tmp_path).running()
    running.send_signal(signal.SIGTERM)
    running.communicate(timeout=50)  # it would sleep for longer
    assert running.returncode == 128 + signal.SIGTERM
    assert processes.wait_until(lambda: Services(tmp_path).postgres.identity() is None, seconds=10)
