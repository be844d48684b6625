"""Where this clone keeps its own things: the virtual environment, ``var/``, and the folder of the database's socket."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

from runtime.errors import ServiceError

ROOT = Path(__file__).resolve().parents[1]
LONGEST_SOCKET_PATH = 103  # bytes: macOS takes 103, Linux 107
SOCKET_NAME = ".s.PGSQL.5432"


def var_dir() -> Path:
    """The folder for everything that is made while running: ``VAR_DIR``, relative to the clone, else ``var``."""
    return (ROOT / (os.environ.get("VAR_DIR") or "var")).resolve()


def socket_folder(var: Path) -> Path:
    """The folder of the database's Unix socket: ``var/run/pg`` where the system takes a path that long, else a short one.

    The short one is in the temporary folder and carries a hash of the clone's path, so that two clones never share it.
    """
    folder = var / "run" / "pg"
    if len(os.fsencode(folder / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return folder
    mark = hashlib.sha256(os.fsencode(var)).hexdigest()[:12]
    short = Path(tempfile.gettempdir()) / f"traboule-{os.getuid()}-{mark}"
    if len(os.fsencode(short / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return short
    return Path("/tmp") / short.name  # noqa: S108  (the usual place; the folder itself is private)


def make_private(folder: Path, *, user: tuple[int, int] | None = None, mode: int = 0o700, say: Callable[[str], None] | None = None) -> None:
    """Have ``folder`` for its owner alone: ourselves, or ``user`` (uid, gid) where we are root. A mode that was opened is mended, and said.

    What stands there is looked at by its descriptor: a link, or the folder of somebody else, is refused with ServiceError and
    nothing that it leads to is touched.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=mode, exist_ok=True)
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as error:
        raise ServiceError(f"The folder {folder} cannot be used: {error.strerror}. Move what is there away.") from error
    try:
        facts = os.fstat(descriptor)
        wanted = user[0] if user is not None else os.geteuid()
        if facts.st_uid not in {wanted, os.geteuid()}:
            raise ServiceError(f"The folder {folder} belongs to another user. Run the command as that user, or move the folder away.")
        if user is not None and facts.st_uid != wanted:
            os.fchown(descriptor, *user)
        if stat.S_IMODE(facts.st_mode) != mode:
            os.fchmod(descriptor, mode)
            if say is not None and stat.S_IMODE(facts.st_mode) & ~mode:
                say(f"Others could reach {folder}: it is closed again.")
    finally:
        os.close(descriptor)
