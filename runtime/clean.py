"""Stops what this clone left running, then removes ``var``: database, index, logs. Refuses while the clone serves.

usage: python -m runtime.clean
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from runtime import children, logs
from runtime.errors import ServiceError
from runtime.paths import var_dir
from runtime.services import Services
from runtime.supervisor import only_run


def clean(var: Path) -> None:
    """Leave nothing of ``var``, running or stored. Raises ServiceError while somebody uses it."""
    with only_run(var / "run"):
        instances = [Services(folder) for folder in (var / "test", var) if folder.is_dir()]
        if any(instance.users.any() for instance in instances):
            raise ServiceError("A command or a test run of this clone is at work: wait for its end.")
        children.clear_leftovers(var / "run" / "children.json")
        for instance in instances:
            instance.stop()
        shutil.rmtree(var, ignore_errors=True)


def main() -> int:
    """Entry point; the exit status."""
    try:
        clean(var_dir())
    except ServiceError as error:
        logs.say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
