"""Lighthouse for the tests: fetched by npm as locked in ``tools/lighthouse`` into ``var/lighthouse``, where there is a Node already."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from runtime.front_end import PATIENCE, Npm, machines_npm, wheels_npm
from runtime.paths import ROOT, var_dir

LOCKED = ROOT / "tools" / "lighthouse"
INSTALL_SECONDS = 300
RUN_SECONDS = 180
TRIES = 3
STEADY = ("accessibility", "best-practices", "seo")  # these a busy machine gives as well as a quiet one
CATEGORIES = ("performance", *STEADY)
LEAST = 0.95  # what each page that readers see most is to have
CHROME_FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking --disable-component-update"
)


class Missing(Exception):
    """Lighthouse cannot run here; the text says what is missing."""


class Failed(Exception):
    """A browser was not started in time, or was lost on the way; the text is the end of what Lighthouse said of it."""


def folder() -> Path:
    """Where the packages are."""
    return var_dir() / "lighthouse"


def program() -> Path:
    """Lighthouse's own entry point. Raises Missing."""
    path = folder() / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not path.exists():
        raise Missing("Lighthouse is not installed: `make develop` fetches it where Node 20 is there")
    return path


def prepare() -> bool:
    """Bring ``var/lighthouse`` up to date with its lock file; one sentence and False where there is no Node or no network."""
    lock = (LOCKED / "package-lock.json").read_text(encoding="utf-8")
    stamp = folder() / ".lock"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == lock:
        return True
    npm, failure = machines_npm() or wheels_npm(), folder() / ".failed"
    if npm is None or (failure.exists() and time.time() - failure.stat().st_mtime < PATIENCE):
        return False
    try:
        folder().mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copyfile(LOCKED / name, folder() / name)
        options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--no-update-notifier", "--fetch-retries=1"]
        command = [*npm.command, "ci", *options, "--cache", str(folder() / "cache")]
        subprocess.run(command, cwd=folder(), env=_environ(npm), check=True, timeout=INSTALL_SECONDS, capture_output=True)
    except (OSError, subprocess.SubprocessError) as error:
        sys.stdout.write(f"Lighthouse is left out for now ({error}); its tests are skipped.\n")
        failure.touch()
        return False
    shutil.rmtree(folder() / "cache", ignore_errors=True)
    stamp.write_text(lock, encoding="utf-8")
    return True


def scores(address: str, *, chrome: str, categories: Sequence[str] = CATEGORIES) -> tuple[Mapping[str, float], list[str]]:
    """The score of a page in each of ``categories``, 0 to 1, as a phone on a slow network has it, and what was found wanting.

    ``chrome`` is the browser's program. Raises Missing, and Failed where a second try may do better.
    """
    npm = machines_npm() or wheels_npm()
    if npm is None:
        raise Missing("there is no Node 20 on this machine")
    node = shutil.which("node", path=_environ(npm)["PATH"]) or "node"
    command = [node, str(program()), address, "--output=json", "--quiet", f"--only-categories={','.join(categories)}"]
    environ = {**_environ(npm), "CHROME_PATH": chrome}
    command.append(f"--chrome-flags={CHROME_FLAGS}")
    try:
        done = subprocess.run(command, env=environ, check=True, timeout=RUN_SECONDS, capture_output=True, text=True)
    except subprocess.CalledProcessError as error:
        raise Failed((error.stderr or error.stdout or "").strip()[-2000:]) from None
    except subprocess.TimeoutExpired:
        raise Failed(f"nothing came within {RUN_SECONDS} s") from None
    report = json.loads(done.stdout)
    if lost := report.get("runtimeError"):
        raise Failed(f"{lost.get('code')}: {lost.get('message')}")
    wanting = [
        f"{name}: {audit['title']} {audit.get('displayValue', '')}".strip()
        for name, audit in report["audits"].items()
        if audit["score"] is not None and audit["score"] < 0.9
    ]
    return {name: float(report["categories"][name]["score"]) for name in categories}, wanting


def tried(address: str, *, chrome: str, categories: Sequence[str] = CATEGORIES) -> tuple[Mapping[str, float], list[str]]:
    """The same, tried again where the browser was lost: that is no fault of the page. Raises Failed after :data:`TRIES`."""
    for _ in range(TRIES - 1):
        with suppress(Failed):
            return scores(address, chrome=chrome, categories=categories)
    return scores(address, chrome=chrome, categories=categories)


def _environ(npm: Npm) -> dict[str, str]:
    path = os.environ.get("PATH", "")
    return {**os.environ, "PATH": f"{npm.first_on_path}{os.pathsep}{path}" if npm.first_on_path else path}
