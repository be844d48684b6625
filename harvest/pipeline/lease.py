"""The lease: one worker at a time is the master of a run, by PostgreSQL's clock.

The holder names its process, so that the lease of a process that was killed on the same machine is freed at once; the
lease of another machine is freed when it expires. Whoever lost it writes nothing more: every page's transaction starts
with :func:`hold`.
"""

from __future__ import annotations

import os
import socket
import uuid
from pathlib import Path

import psutil
from django.db import connection

from harvest.models import HarvestRun

SECONDS = 120
BOOT = Path("/proc/sys/kernel/random/boot_id")


class LeaseLost(Exception):
    """Another worker took the run, or a person aborted it."""


def me() -> str:
    """This process, in a form that cannot be mistaken for another one with the same number."""
    return f"{socket.gethostname()}:{os.getpid()}:{_birth(os.getpid())}"


def _birth(pid: int, *, by_clock: bool = False) -> str:
    """When a process was born: by ticks since the start of the machine, which has a name (Linux); else by the clock.

    A clock that somebody sets moves the second and not the first (proc_pid_stat(5), field 22; proc_sys_kernel(5)).
    """
    if not by_clock and BOOT.exists():
        ticks = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[19]
        return f"{BOOT.read_text(encoding='ascii').strip()}/{ticks}"
    return f"{psutil.Process(pid).create_time():.2f}"


def is_dead(holder: str) -> bool:
    """True when ``holder`` was a process of this very machine and is no more; a zombie is dead."""
    host, _, rest = holder.partition(":")
    pid, _, birth = rest.partition(":")
    if host != socket.gethostname() or not pid.isdigit():
        return False
    try:
        by_clock = "/" not in birth  # a worker of an older release
        return _birth(int(pid), by_clock=by_clock) != birth or psutil.Process(int(pid)).status() == psutil.STATUS_ZOMBIE
    except (psutil.NoSuchProcess, FileNotFoundError, ProcessLookupError):
        return True
    except (psutil.AccessDenied, OSError):
        return False


def free_dead() -> int:
    """Free the leases whose process was killed on this machine; how many."""
    freed = 0
    for run in HarvestRun.objects.filter(state=HarvestRun.State.RUNNING, lease__isnull=False).only("lease", "lease_holder"):
        if is_dead(run.lease_holder):
            freed += HarvestRun.objects.filter(pk=run.pk, lease=run.lease).update(lease=None, lease_until=None)
    return freed


def claim(run_id: int) -> HarvestRun | None:
    """Become the master of a run that is due; None when it is not, or has a living master."""
    free_dead()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE harvest_harvestrun SET lease = %(lease)s, lease_holder = %(holder)s, state = 'running',"
            " lease_until = clock_timestamp() + make_interval(secs => %(seconds)s), not_before = NULL,"
            " started_at = coalesce(started_at, clock_timestamp()),"
            " paused_seconds = paused_seconds + coalesce(greatest(extract(epoch FROM clock_timestamp() - paused_at), 0), 0),"
            " paused_at = NULL"
            " WHERE id = %(id)s AND state IN ('waiting', 'running')"
            " AND (not_before IS NULL OR not_before <= clock_timestamp())"
            " AND (lease IS NULL OR lease_until < clock_timestamp())",
            {"lease": uuid.uuid4(), "holder": me(), "seconds": SECONDS, "id": run_id},
        )
        if cursor.rowcount != 1:
            return None
    return HarvestRun.objects.select_related("endpoint__source__institution").get(pk=run_id)


def hold(run: HarvestRun) -> None:
    """Inside a transaction: lock the run, extend the lease; raises LeaseLost when it is no longer ours."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE harvest_harvestrun SET lease_until = clock_timestamp() + make_interval(secs => %s)"
            " WHERE id = %s AND lease = %s AND state = 'running'",
            [SECONDS, run.pk, run.lease],
        )
        if cursor.rowcount != 1:
            raise LeaseLost


def release(run: HarvestRun, *, sleep_seconds: float = 0) -> None:
    """Give the run back, to be claimed again at once or after ``sleep_seconds``."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE harvest_harvestrun SET lease = NULL, lease_until = NULL,"
            " not_before = CASE WHEN %(seconds)s > 0 THEN clock_timestamp() + make_interval(secs => %(seconds)s) END,"
            " paused_at = CASE WHEN %(seconds)s > 0 THEN clock_timestamp() END"
            " WHERE id = %(id)s AND lease = %(lease)s AND state = 'running'",
            {"seconds": sleep_seconds, "id": run.pk, "lease": run.lease},
        )
