"""Starts a server in the background, away from the terminal and, when we are root, under an unprivileged user.

Run as a script by :func:`launch`, never imported by the server it starts. PostgreSQL refuses to run as root; a clone may
lie in a folder that only root may enter, so the user keeps root's right to walk through folders and read (docs/adr/0002).
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

PR_SET_KEEPCAPS, PR_SET_SECUREBITS = 8, 28
SECBIT_NO_SETUID_FIXUP = 1 << 2
PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 47, 2
CAP_DAC_READ_SEARCH = 2
CAPABILITY_VERSION_3 = 0x20080522


class _Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _Data(ctypes.Structure):
    _fields_ = [("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32)]


def _keep_walking_rights(libc: ctypes.CDLL, held: int) -> None:
    """Keep the right in ``held`` and no other, through exec (capabilities(7), ambient set, Linux 4.3). Raises OSError."""
    header, data = _Header(CAPABILITY_VERSION_3, 0), (_Data * 2)(_Data(held, held, held), _Data(0, 0, 0))
    if libc.capset(ctypes.byref(header), data) != 0:
        raise OSError(ctypes.get_errno(), "the rights of root could not be given up")
    if held:
        libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_READ_SEARCH, 0, 0)


def _walking_rights(libc: ctypes.CDLL) -> int:
    """The right to walk through folders where this process has it, as a set of bits."""
    header, data = _Header(CAPABILITY_VERSION_3, 0), (_Data * 2)()
    if libc.capget(ctypes.byref(header), data) != 0:
        return 0
    return int(data[0].permitted) & (1 << CAP_DAC_READ_SEARCH)


def may_walk() -> bool:
    """Whether a server started by this process can reach its files through folders closed to its own user."""
    return sys.platform.startswith("linux") and bool(_walking_rights(ctypes.CDLL(None, use_errno=True)))


def become(uid: int, gid: int) -> None:
    """Become that user for good; on Linux, with the right to walk through folders where root still had it. Raises OSError."""
    held = 0
    if sys.platform.startswith("linux"):
        libc = ctypes.CDLL(None, use_errno=True)
        held = _walking_rights(libc)
        libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
        # access(2), by which PostgreSQL looks at its own programs, forgets these rights unless this is set
        libc.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0)
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)
    if sys.platform.startswith("linux"):
        _keep_walking_rights(libc, held)


def command(arguments: list[str], *, user: tuple[int, int] | None) -> list[str]:
    """The command that runs ``arguments`` in the foreground, under ``user`` (uid, gid) when one is given."""
    if user is None:
        return arguments
    return [sys.executable, "-I", "-S", str(Path(__file__).resolve()), "front", str(user[0]), str(user[1]), *arguments]


def launch(arguments: list[str], *, user: tuple[int, int] | None, log: Path, folder: Path, environ: dict[str, str]) -> int:
    """Start ``arguments`` in the background in a session of its own, its words appended to ``log``; its process number.

    Its parent becomes the system's first process, so that a death is noticed and buried whoever asked for the start.
    """
    uid, gid = user or (-1, -1)
    shim = [sys.executable, "-I", "-S", str(Path(__file__).resolve()), "back", str(uid), str(gid), *arguments]
    with log.open("ab") as words:
        started = subprocess.run(
            shim, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=words, cwd=folder, env=environ, check=True, close_fds=True
        )
    return int(started.stdout)


def _main() -> None:
    place, uid, gid, arguments = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
    if place == "back":
        child = os.fork()
        if child:
            os.write(1, str(child).encode())
            os._exit(0)
        os.setsid()
        os.dup2(2, 1)
    if uid >= 0:
        become(uid, gid)
    os.umask(0o077)
    os.execv(arguments[0], arguments)  # noqa: S606  (the path is ours, no shell)


if __name__ == "__main__":
    _main()
