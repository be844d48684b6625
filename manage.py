#!/usr/bin/env python3
"""Django's command line: finds the running database and broker of this clone, or starts them for its own duration."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
NEED_NOTHING = {
    "check_ead", "evaluate_matching", "inspect_file", "help", "version", "makemessages", "compilemessages", "findstatic", "diffsettings",
}  # fmt: skip


def enter_venv() -> None:
    """Start again under the interpreter that ``make setup`` made, when another one runs us."""
    python = VENV / "bin" / "python"
    if Path(sys.prefix).resolve() != VENV.resolve() and python.exists() and not os.environ.get("VIRTUAL_ENV"):
        os.execv(python, [str(python), *sys.argv])  # noqa: S606  (the path is ours, no shell)


def needs_services(arguments: list[str]) -> bool:
    """Whether the command speaks to the database or the broker."""
    if not arguments or arguments[0] in NEED_NOTHING or arguments[0].startswith("-") or "--help" in arguments or "-h" in arguments:
        return False
    return arguments[0] != "check" or any(word.startswith("--database") for word in arguments)


def main() -> int:
    """Run the command; the exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")
    enter_venv()
    sys.path.insert(0, str(ROOT))
    try:
        from runtime.commands import run_command
    except ImportError as error:
        sys.stderr.write(f"{error}. Run `make setup` first.\n")
        return 1
    return run_command(sys.argv, with_services=needs_services(sys.argv[1:]))


if __name__ == "__main__":
    sys.exit(main())
