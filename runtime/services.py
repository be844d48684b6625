"""The services that Django needs around it, under one folder: start, find, stop, share between commands of one clone."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from runtime import detached, files, processes
from runtime.errors import ServiceError
from runtime.locks import locked
from runtime.paths import ROOT, make_private, var_dir
from runtime.postgres import Postgres
from runtime.users import Users
from runtime.valkey import Valkey

ALL = frozenset({"postgres", "valkey"})
# Where root has no right to walk through closed folders, the server's own user has to: the folders inside stay closed.
PRIVATE, WALKED_THROUGH = 0o700, 0o711


class Services:
    """PostgreSQL and Valkey under ``var``; several instances with different folders never meet.

    ``durable=False`` is for tests; ``postgres_folders`` restricts where PostgreSQL is looked for.
    """

    def __init__(self, var: Path, *, durable: bool = True, postgres_folders: list[Path] | None = None) -> None:
        self.var = Path(var).resolve()
        self.run = self.var / "run"
        self.durable = durable
        self.postgres = Postgres(self.var, durable=durable, folders=postgres_folders)
        self.valkey = Valkey(self.var)
        self.users = Users(self.run / "users")

    def guard(self) -> AbstractContextManager[None]:
        """The lock that every start and stop of these services holds."""
        return locked(self.run / "lock")

    def environ(self, wanted: frozenset[str] = ALL) -> dict[str, str]:
        """``DATABASE_URL`` and ``BROKER_URL`` of the wanted services."""
        addresses = {"postgres": ("DATABASE_URL", self.postgres.url), "valkey": ("BROKER_URL", self.valkey.url())}
        return dict(address for name, address in addresses.items() if name in wanted)

    def start(self, wanted: frozenset[str] = ALL) -> dict[str, str]:
        """Start what is wanted and does not run; returns the addresses. Raises ServiceError with a sentence."""
        with self.guard():
            return self.start_held(wanted)

    def start_held(self, wanted: frozenset[str] = ALL) -> dict[str, str]:
        """The same for a caller that holds the guard already."""
        note = {}
        try:
            if not self.var.exists() or self.var.stat().st_uid == os.geteuid():  # root may serve somebody else's clone
                make_private(self.var, mode=self._mode())
            for name, service in self._by_name().items():
                if name in wanted:
                    note[name] = service.start().as_dict()
        except OSError as error:
            raise ServiceError(f"The services of this clone cannot use {self.var}: {error}") from error
        files.write_json(self.run / "services.json", {**files.read_json(self.run / "services.json"), **note, **self.environ(wanted)})
        return self.environ(wanted)

    @staticmethod
    def _mode() -> int:
        return PRIVATE if os.geteuid() != 0 or detached.may_walk() else WALKED_THROUGH

    def running(self, wanted: frozenset[str] = ALL) -> bool:
        """Whether every wanted service runs and answers."""
        return all(service.ready() for name, service in self._by_name().items() if name in wanted)

    def alive(self, wanted: frozenset[str] = ALL) -> bool:
        """Whether every wanted service has a living process; cheaper than :meth:`running`, and blind to a start under way."""
        return all(service.identity() is not None for name, service in self._by_name().items() if name in wanted)

    def _by_name(self) -> dict[str, Postgres | Valkey]:
        return {"postgres": self.postgres, "valkey": self.valkey}

    def stop(self) -> None:
        """Stop both and wait for them; nothing happens to what does not run."""
        with self.guard():
            self.stop_held()

    def stop_held(self) -> None:
        """The same for a caller that holds the guard already."""
        self.valkey.stop()
        self.postgres.stop()
        (self.run / "services.json").unlink(missing_ok=True)

    def restart(self) -> dict[str, str]:
        """Stop both, start both."""
        self.stop()
        return self.start()


def missing() -> frozenset[str]:
    """The services for which the environment names no server."""
    named = {"postgres": "DATABASE_URL", "valkey": "BROKER_URL"}
    return frozenset(name for name, variable in named.items() if not os.environ.get(variable))


def _keeper(services: Services) -> processes.Identity | None:
    return processes.from_dict(files.read_json(services.run / "keeper.json"))


def ensure_keeper(services: Services, wanted: frozenset[str]) -> None:
    """Have one watchman beside the services: it restarts what dies and stops all when their last user is gone, however it went."""
    if processes.alive(_keeper(services)):
        return
    command = [sys.executable, "-m", "runtime.keeper", str(services.var), "durable" if services.durable else "quick", *sorted(wanted)]
    pid = detached.launch(command, user=None, log=Path(os.devnull), folder=ROOT, environ=dict(os.environ))
    if born := processes.identity(pid):
        files.write_json(services.run / "keeper.json", born.as_dict())


def join(services: Services, wanted: frozenset[str] = ALL) -> None:
    """Become a user of the services, starting them when they do not run, and put their addresses into the environment."""
    with services.guard():
        services.users.join()
        os.environ.update(services.start_held(wanted))
        ensure_keeper(services, wanted)


def leave(services: Services) -> None:
    """Stop being a user; the last one stops the services and their watchman."""
    with services.guard():
        services.users.leave()
        if services.users.any():
            return
        processes.end(_keeper(services), [(signal.SIGKILL, 5)])  # it holds nothing: we have the guard
        (services.run / "keeper.json").unlink(missing_ok=True)
        services.stop_held()


@contextmanager
def services_for_command(services: Services | None = None) -> Iterator[None]:
    """The services for the duration of one command: those that run already, or ones of its own, stopped by the last to leave.

    What ``DATABASE_URL`` and ``BROKER_URL`` name is never started, stopped or touched.
    """
    wanted = missing()
    if not wanted:
        yield
        return
    services = services or Services(var_dir())
    owner = os.getpid()
    os.umask(0o077)  # logs and notes hold links and passwords
    join(services, wanted)
    try:
        yield
    finally:
        if os.getpid() == owner:
            leave(services)
            for name in services.environ(wanted):
                os.environ.pop(name, None)
