"""What a clock that is set, a restart of the machine, another user of the machine or a full disk do to what runs here."""

from __future__ import annotations

import dataclasses
import os
import pwd
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from harvest.pipeline import lease
from runtime import detached, files, keeper, logs, postgres_roles, processes, services, supervisor
from runtime.errors import ServiceError
from runtime.paths import make_private
from runtime.services import Services

POSTGRES = frozenset({"postgres"})
SLEEPER = [sys.executable, "-c", "import time; time.sleep(600)"]
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root starts servers under another user")
needs_marks = pytest.mark.skipif(not processes.this_process().mark, reason="this system names neither boots nor births")


@pytest.fixture
def embedded(tmp_path):
    """A PostgreSQL of its own."""
    instance = Services(tmp_path / "var", durable=False)
    instance.start(POSTGRES)
    yield instance
    instance.stop()


@pytest.fixture
def stranger():
    """Somebody else's session."""
    process = subprocess.Popen(SLEEPER, start_new_session=True)
    yield process
    process.kill()
    process.wait()


@needs_marks
def test_a_clock_that_is_set_makes_nobody_another_process():
    me = processes.this_process()
    assert processes.alive(dataclasses.replace(me, born=me.born - 86_400))
    assert not processes.alive(dataclasses.replace(me, mark=f"{me.boot}/1"))


def test_a_note_of_an_older_release_is_still_understood():
    me = processes.this_process()
    assert processes.alive(processes.from_dict({"pid": me.pid, "born": me.born}))
    assert not processes.alive(processes.from_dict({"pid": me.pid, "born": me.born - 60}))


def test_the_clock_is_set_and_the_database_is_still_known(embedded):
    lines = embedded.postgres.pid_lines()
    lines[2] = str(int(lines[2]) - 3600)
    (embedded.postgres.data / "postmaster.pid").write_text("\n".join(lines))
    assert embedded.postgres.ready()


@needs_marks
def test_a_lease_holder_is_known_by_no_clock(monkeypatch):
    holder = lease.me()
    monkeypatch.setattr(psutil.Process, "create_time", lambda _self: 1.0)
    assert not lease.is_dead(holder)
    assert lease.me() == holder


@pytest.mark.parametrize("birth", ["1700000000.12", "another-boot/12", ""])
def test_a_lease_of_a_process_that_is_no_more_is_free(birth):
    host = lease.me().partition(":")[0]
    assert lease.is_dead(f"{host}:{os.getpid()}:{birth}")
    assert not lease.is_dead(f"elsewhere:{os.getpid()}:{birth}")


@needs_marks
def test_after_a_restart_of_the_machine_a_strangers_session_of_that_number_is_left_alone(stranger):
    noted = processes.identity(stranger.pid)
    processes.kill_session(dataclasses.replace(noted, mark="the-boot-before/99"))
    processes.kill_session(dataclasses.replace(noted, mark=f"{noted.boot}/1"))
    assert stranger.poll() is None
    processes.kill_session(noted)
    assert stranger.wait(timeout=60) == -signal.SIGKILL


@needs_root
def test_another_program_of_the_servers_own_user_cannot_enter_as_anybody(embedded):
    user = embedded.postgres.data.stat().st_uid
    assert user != 0
    program = (
        "import psycopg, sys\n"
        "for role in ('traboule', 'postgres', 'nobody'):\n"
        "    try: psycopg.connect(host=sys.argv[1], port=5432, user=role, dbname='postgres'); print('entered as', role)\n"
        "    except psycopg.OperationalError: pass\n"
    )
    tried = subprocess.run(
        detached.command([sys.executable, "-c", program, str(embedded.postgres.sockets)], user=(user, user)),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert tried.stdout == ""


@needs_root
def test_the_server_keeps_no_right_to_write_where_its_user_may_not(embedded):
    lines = Path(f"/proc/{embedded.postgres.identity().pid}/status").read_text(encoding="utf-8").splitlines()
    held = {name: int(value, 16) for name, _, value in (line.partition(":") for line in lines) if name in {"CapEff", "CapPrm", "CapAmb"}}
    assert len(held) == 3
    assert all(rights & ~(1 << detached.CAP_DAC_READ_SEARCH) == 0 for rights in held.values())


def test_the_portals_role_has_no_right_over_the_server(embedded):
    with psycopg.connect(embedded.postgres.url, autocommit=True) as connection:
        assert connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (False,)
        for statement in ("COPY (SELECT 1) TO PROGRAM 'id'", "SELECT pg_read_file('/etc/passwd')", "SET ROLE postgres"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
        connection.execute("CREATE DATABASE trial")
        connection.execute("DROP DATABASE trial")


def test_a_clone_whose_role_had_every_right_keeps_its_tables_and_loses_the_rights(tmp_path, monkeypatch):
    instance = Services(tmp_path / "var", durable=False)
    server, settle = instance.postgres, postgres_roles.settle

    def as_it_was(sockets, database):
        with psycopg.connect(host=str(sockets), port=5432, user="traboule", dbname="postgres", autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{database}"')

    try:
        with monkeypatch.context() as older:
            older.setattr(postgres_roles, "OWNER", "traboule")
            older.setattr(postgres_roles, "settle", as_it_was)
            instance.start(POSTGRES)
        with psycopg.connect(server.url, autocommit=True) as connection:
            assert connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (True,)
            connection.execute("CREATE TABLE kept (id bigserial PRIMARY KEY, n int GENERATED ALWAYS AS IDENTITY)")
            connection.execute("INSERT INTO kept DEFAULT VALUES; CREATE VIEW seen AS SELECT * FROM kept")
            connection.execute("CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'")
            connection.execute("CREATE DATABASE second")
        for _ in range(2):
            (server.home / postgres_roles.NOTE).unlink()
            instance.stop()
            instance.start(POSTGRES)
        assert postgres_roles.settle is settle
        with psycopg.connect(server.url, autocommit=True) as connection:
            assert connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (False,)
            connection.execute("INSERT INTO kept DEFAULT VALUES; ALTER TABLE kept ADD more int; DROP VIEW seen; DROP FUNCTION one()")
            assert connection.execute("SELECT count(*) FROM kept").fetchone() == (2,)
            connection.execute("DROP DATABASE second")
    finally:
        instance.stop()


def test_a_folder_whose_mode_was_changed_is_mended_and_said(embedded, capsys):
    embedded.stop()
    for folder in (embedded.var, embedded.postgres.home, embedded.postgres.data):
        folder.chmod(0o755)
    embedded.start(POSTGRES)
    assert embedded.postgres.ready()
    said = capsys.readouterr().out
    for folder in (embedded.postgres.home, embedded.postgres.data):
        assert f"{folder}: it is closed again" in said
    for folder in (embedded.var, embedded.postgres.home, embedded.postgres.data):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_link_where_a_private_folder_should_be_is_refused(tmp_path):
    target = tmp_path / "elsewhere"
    target.mkdir()
    target.chmod(0o755)
    (tmp_path / "link").symlink_to(target)
    with pytest.raises(ServiceError, match="link"):
        make_private(tmp_path / "link")
    assert stat.S_IMODE(target.stat().st_mode) == 0o755


@needs_root
def test_a_folder_of_somebody_else_is_refused_and_left_alone(tmp_path):
    other = pwd.getpwnam("daemon")
    folder = tmp_path / "prepared"
    folder.mkdir()
    os.chown(folder, other.pw_uid, other.pw_gid)
    with pytest.raises(ServiceError, match="belongs to another user"):
        make_private(folder, user=(pwd.getpwnam("nobody").pw_uid, 0))
    assert folder.stat().st_uid == other.pw_uid


def test_a_killed_watchman_is_replaced(embedded):
    embedded.users.join()
    services.ensure_keeper(embedded, POSTGRES)
    note = embedded.run / "keeper.json"
    first = processes.from_dict(files.read_json(note))
    processes.end(first, [(signal.SIGKILL, 10)])
    services.ensure_keeper(embedded, POSTGRES)
    second = processes.from_dict(files.read_json(note))
    assert processes.alive(second)
    assert second != first
    embedded.postgres.kill()
    assert processes.wait_until(embedded.postgres.ready, seconds=60, pause=0.2)
    embedded.users.leave()
    assert processes.wait_until(lambda: not processes.alive(second), seconds=60, pause=0.2)


def test_a_full_disk_ends_neither_the_watch_nor_the_logs(tmp_path, monkeypatch):
    def full(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    instance = Services(tmp_path / "var", durable=False)
    instance.run.mkdir(parents=True)
    instance.users.join()
    files.write_json(instance.run / "keeper.json", processes.this_process().as_dict())
    tries = []
    monkeypatch.setattr(Services, "start_held", lambda _self, _wanted: tries.append(1) or full())
    monkeypatch.setattr(keeper, "PAUSE", 0.01)
    monkeypatch.setattr(Services, "alive", lambda _self, _wanted: (len(tries) >= 3 and instance.users.leave()) or False)
    monkeypatch.setattr(Services, "stop_held", lambda _self: None)
    keeper.watch(instance, POSTGRES)
    assert len(tries) >= 3
    monkeypatch.setattr(logs, "_keep", full)
    talker = subprocess.Popen([sys.executable, "-c", "print('a'); print('b')"], stdout=subprocess.PIPE)
    thread = logs.follow("talker", talker.stdout, tmp_path / "log")
    thread.join(timeout=60)
    assert not thread.is_alive()
    assert talker.wait(timeout=60) == 0


def test_a_disk_that_fills_is_said_before_it_is_full(tmp_path, monkeypatch, capsys):
    instance = Services(tmp_path / "var")
    instance.var.mkdir()
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/x")
    monkeypatch.setenv("BROKER_URL", "redis://elsewhere/0")
    run = supervisor.Run(instance, port=8000)
    try:
        monkeypatch.setattr(supervisor.shutil, "disk_usage", lambda _path: type("Usage", (), {"free": 500_000_000}))
        for _ in range(3):
            run.looked = time.monotonic() - 60
            run._look_around()
        assert capsys.readouterr().out.count("almost full: 500 MB left") == 1
    finally:
        run.claim.close()
