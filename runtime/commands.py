"""Runs one Django command with the services it needs around it."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import nullcontext
from types import FrameType

from runtime.environment import WrongSetting
from runtime.errors import ServiceError
from runtime.services import services_for_command


def _ended(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def run_command(arguments: list[str], *, with_services: bool) -> int:
    """Run ``arguments`` (as in ``sys.argv``); the exit status, 128 + n when signal n ended the command."""
    signal.signal(signal.SIGTERM, _ended)
    signal.signal(signal.SIGHUP, _ended)
    try:
        with services_for_command() if with_services else nullcontext():
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
