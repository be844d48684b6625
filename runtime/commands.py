"""Runs one Django command with the services it needs around it."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import nullcontext, suppress
from types import FrameType

from runtime import messages
from runtime.environment import WrongSetting
from runtime.errors import ServiceError
from runtime.paths import ROOT, var_dir
from runtime.preparation import prepare_tables
from runtime.services import missing, services_for_command

OF_DJANGO = frozenset({"createsuperuser", "changepassword"})


def _ended(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def needs_tables(command: str) -> bool:
    """Whether a command works on the portal's tables: each of ours, and those of Django that write accounts."""
    return command in OF_DJANGO or any(ROOT.glob(f"*/management/commands/{command}.py"))


def run_command(arguments: list[str], *, with_services: bool) -> int:
    """Run ``arguments`` (as in ``sys.argv``); the exit status, 128 + n when signal n ended the command."""
    signal.signal(signal.SIGTERM, _ended)
    signal.signal(signal.SIGHUP, _ended)
    try:
        with suppress(OSError):  # a clone that cannot be written keeps the sentences it has
            messages.compile_all()
        database_is_ours = "postgres" in missing()
        with services_for_command() if with_services else nullcontext():
            if with_services and database_is_ours and needs_tables(arguments[1]):
                prepare_tables(var_dir(), dict(os.environ))
            from django.core.management import execute_from_command_line

            execute_from_command_line(arguments)
    except (ServiceError, WrongSetting) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except BrokenPipeError:
        # The reader of a pipe (head, less) had enough; without this, Python complains again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    except KeyboardInterrupt:
        return 130
    return 0
