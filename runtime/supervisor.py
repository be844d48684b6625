"""`make run`: everything the portal needs, in order, until Ctrl-C; then nothing is left.

usage: python -m runtime.supervisor [--port 8000]
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from runtime import children, files, logs, ports, preparation, tethered
from runtime.children import Child, Command
from runtime.environment import WrongSetting, read
from runtime.errors import ServiceError
from runtime.healthcheck import answers
from runtime.paths import ROOT, var_dir
from runtime.services import Services, ensure_keeper, missing, services_for_command

ANSWER_SECONDS = 120
PAUSE = 0.25
LOOK_AROUND_SECONDS = 5.0  # between two looks at the watchman and the disk
LITTLE_SPACE = 1_000_000_000  # bytes: below, say so before the database cannot write
SAID_AGAIN_SECONDS = 3600.0


class Stop(Exception):
    """Somebody asked the run to end."""


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stop


def _listen_for_the_end() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)


def _close_ears() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


@contextlib.contextmanager
def only_run(run: Path) -> Iterator[None]:
    """One run per clone at a time. Raises ServiceError with the address of the one that is there."""
    run.mkdir(parents=True, exist_ok=True)
    with (run / "supervisor.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            there = files.read_json(run / "site.json").get("url", "")
            raise ServiceError(f"This clone is served already{f', at {there}' if there else ''}.") from None
        yield


def commands(port: int, demonstration_port: int, town_port: int) -> dict[str, Command]:
    """The children of a run, by name."""
    celery = ("-m", "celery", "--app", "portal", "--quiet")
    schedule = str(var_dir() / "run" / "beat")
    worker = ("worker", "--concurrency", "2", "--queues", "harvest,index", "--loglevel", "WARNING", "--hostname", f"clone-{port}@%h")
    everything = (
        Command("web", ("-m", "runtime.web", "--port", str(port))),
        Command("demonstration", ("-m", "demonstration.server", "--port", str(demonstration_port), "--ahead")),
        Command("town", ("-m", "demonstration.town.server", "--port", str(town_port))),
        Command("worker", (*celery, *worker, "--without-gossip", "--without-mingle")),
        Command("beat", (*celery, "beat", "--schedule", schedule, "--pidfile", "", "--loglevel", "WARNING")),
    )
    return {command.name: command for command in everything}


class Run:
    """One run: its children, and what it says at the terminal."""

    def __init__(self, services: Services, *, port: int) -> None:
        self.services = services
        self.port, self.claim = ports.claim_from(port)
        self.demonstration_port = self._usual_port(services.run / "demonstration.json")
        self.town_port = self._usual_port(services.run / "town.json")
        self.children: list[Child] = []
        self.loader: subprocess.Popen[bytes] | None = None
        self.loader_told = False
        self.looked, self.warned = 0.0, -SAID_AGAIN_SECONDS
        self.url = f"http://localhost:{self.port}"

    @staticmethod
    def _usual_port(note: Path) -> int:
        """A server's port of the last run where it is free: harvested records hold the address of the demonstration's."""
        port = int(files.read_json(note).get("port", 0))
        if not port or not ports.is_free(port):
            port = ports.any_free()
        files.write_json(note, {"port": port})
        return port

    def environ(self) -> dict[str, str]:
        """The environment of every child: what the user set, else what a demonstration on this machine needs."""
        defaults = {
            "DJANGO_SETTINGS_MODULE": "portal.settings.development",
            "DEMONSTRATION": "true",
            "SITE_URL": self.url,
            "DEMONSTRATION_URL": f"http://{ports.LOOPBACK}:{self.demonstration_port}",
            "PYTHONUNBUFFERED": "1",
        }
        return {**defaults, **os.environ}

    def serve(self) -> None:
        """Serve until somebody asks to stop, or the site cannot start. Raises Stop, ServiceError."""
        environ = self.environ()
        preparation.prepare(self.services.var, environ, database_is_ours="postgres" in self.embedded)
        everything = commands(self.port, self.demonstration_port, self.town_port)
        self._start(everything.pop("web"), environ)
        self._wait_for_site()
        for command in everything.values():
            self._start(command, environ)
        self._say_where()
        while True:
            time.sleep(PAUSE)
            started = [child.look() for child in self.children]
            if any(started):
                self._note()
            if self.loader is None and not ports.is_free(self.demonstration_port):
                self._load_demonstration(environ)
            self._look_at_loader()
            self._look_around()

    def _look_around(self) -> None:
        """Now and then: replace a watchman that was killed, warn of a disk that fills."""
        now = time.monotonic()
        if now - self.looked < LOOK_AROUND_SECONDS:
            return
        self.looked = now
        with contextlib.suppress(OSError):
            if self.embedded:
                with self.services.guard():
                    ensure_keeper(self.services, self.embedded)
            free = shutil.disk_usage(self.services.var).free
            if free < LITTLE_SPACE and now - self.warned > SAID_AGAIN_SECONDS:
                self.warned = now
                logs.say(f"The disk of {self.services.var} is almost full: {free // 1_000_000} MB left. Make room before harvests stop.")

    @property
    def embedded(self) -> frozenset[str]:
        """The services that are this clone's own."""
        own = self.services.environ()
        return frozenset(
            name for name, variable in (("postgres", "DATABASE_URL"), ("valkey", "BROKER_URL")) if os.environ.get(variable) == own[variable]
        )

    def _start(self, command: Command, environ: dict[str, str]) -> None:
        child = Child(command, environ=environ, logs_folder=self.services.var / "log")
        child.start()
        self.children.append(child)
        self._note()

    def _note(self) -> None:
        with contextlib.suppress(OSError):  # a full disk stops no child
            children.note(self.children, self.services.run / "children.json")

    def _wait_for_site(self) -> None:
        web = self.children[0]
        end = time.monotonic() + ANSWER_SECONDS
        while not answers(self.port, host=f"localhost:{self.port}"):
            web.look()
            if web.deaths >= 3 or time.monotonic() > end:
                raise ServiceError(f"The site does not start. The end of {web.log}:\n{files.tail(web.log, lines=15)}")
            time.sleep(0.1)

    def _say_where(self) -> None:
        from portal.demonstration_accounts import ACCOUNTS

        files.write_json(self.services.run / "site.json", {"url": self.url})
        width = max(len(account.email) for account in ACCOUNTS)
        accounts = "\n".join(f"  {account.email:{width}}  {account.password}  ({account.said})" for account in ACCOUNTS)
        town = f"http://{ports.LOOPBACK}:{self.town_port}/  (another library's site, which shows blocks of the portal)"
        places = f"The site:        {self.url}/\nThe back office: {self.url}/gestion/\nA sample town:   {town}"
        logs.say(f"\n{places}\n{accounts}\nCtrl-C stops everything.\n")

    def _load_demonstration(self, environ: dict[str, str]) -> None:
        log = self.services.var / "log" / "load.log"
        files.keep_small(log)
        with logs.opened(log) as words:
            self.loader = subprocess.Popen(
                tethered.command(["-m", "django", "load_demonstration"]),
                cwd=ROOT,
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _look_at_loader(self) -> None:
        if self.loader_told or self.loader is None or self.loader.poll() is None:
            return
        self.loader_told = True
        if self.loader.returncode:
            log = self.services.var / "log" / "load.log"
            logs.say(f"The demonstration set could not be loaded. The end of {log}:\n{files.tail(log)}")

    def stop(self) -> None:
        """Stop the children; the services stop with the last user of the clone."""
        if self.loader is not None and self.loader.poll() is None:
            self.loader.kill()
            self.loader.wait()
        children.stop(self.children)
        for name in ("children.json", "site.json"):
            (self.services.run / name).unlink(missing_ok=True)
        self.claim.close()


def run(port: int) -> int:
    """Everything from start to end; the exit status."""
    services = Services(var_dir())
    with only_run(services.run):
        children.clear_leftovers(services.run / "children.json")
        with services_for_command(services) if missing() else contextlib.nullcontext():
            this = Run(services, port=port)
            try:
                this.serve()
            except Stop:
                logs.say("\nStopping …")
                return 0
            finally:
                _close_ears()
                this.stop()
    return 0


def main() -> int:
    """Entry point; the exit status."""
    options = argparse.ArgumentParser(prog="make run", description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--port", type=int, default=8000, help="first port to try")
    port = options.parse_args().port
    _listen_for_the_end()
    os.umask(0o077)
    if os.environ.get("MAKELEVEL"):
        tethered.follow_parent(os.getppid())
    try:
        read(os.environ)
        return run(port)
    except Stop:
        return 0
    except (ServiceError, WrongSetting, OSError) as error:
        logs.say(str(error))
        return 1


if __name__ == "__main__":
    sys.exit(main())
