"""Takes every picture of ``docs/screens``: starts a portal with its demonstration set, or looks at one that runs.

usage: python -m runtime.screens [--url http://localhost:8000] [--folder docs/screens] [STATE …]
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from portal.demonstration_accounts import ACCOUNTS
from runtime.errors import ServiceError
from runtime.paths import ROOT
from runtime.screens.camera import LOOKS, Camera, NoBrowser, camera
from runtime.screens.site import ODD_SITES, Site
from runtime.screens.states import STATES, State

KNOWN_SEARCH = "/recherche?q=cronique+savoye+1561"


def shots(lens: Camera, states: Iterable[State], address: str, cases: dict[str, str]) -> Iterator[str]:
    """Take every look of each state; what was not as it should be, in sentences."""
    for state in states:
        path = state.path if state.path.startswith("/") else cases.get(state.path, "")
        if not path:
            yield f"{state.name}: nothing shows it here"
            continue
        account = next((known for known in ACCOUNTS if known.role == state.account), None)
        sign_in = (f"{address}/gestion/login/", account.email, account.password) if account else None
        for look in LOOKS:
            if not state.only or look.name in state.only:
                status = lens.take(f"{address}{path}", state.name, look, sign_in=sign_in)
                if status != state.status:
                    yield f"{state.name}: answered {status}, not {state.status}"
        sys.stdout.write(f"{state.name}\n")
        sys.stdout.flush()


def notice_of(address: str) -> dict[str, str]:
    """The path of a notice with several copies, found by a search as a reader would."""
    parts = urlsplit(address)
    secure = parts.scheme == "https"
    line = (http.client.HTTPSConnection if secure else http.client.HTTPConnection)(parts.netloc, timeout=30)
    with contextlib.closing(line):
        line.request("GET", KNOWN_SEARCH)
        found = re.search(r'href="(/ark:/[^"/]+/[^"/]+)"', line.getresponse().read().decode())
    return {"notice": found[1], "notice-en": f"/en{found[1]}"} if found else {}


def own_site(lens: Camera, states: list[State]) -> list[str]:
    """Every state, on a portal started for them."""
    faults: list[str] = []
    with tempfile.TemporaryDirectory(prefix="traboule-screens-") as folder:
        Path(folder).chmod(0o755)
        site = Site(Path(folder), drawn=True)
        try:
            site.start()
            for name, together in groupby(sorted(states, key=lambda state: state.site), key=lambda state: state.site):
                with site.served(name) as address:
                    cases = site.cases | (notice_of(address) if name == "portal" else {})
                    faults += shots(lens, together, address, cases)
        finally:
            site.stop()
    return faults


def main() -> int:
    """Entry point; the exit status: 1 when a state could not be shown as it should."""
    options = argparse.ArgumentParser(prog="make screens", description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("names", nargs="*", metavar="STATE", help="only these states")
    options.add_argument("--url", default="", help="a portal that runs, instead of one of its own; states that need another are left out")
    options.add_argument("--folder", type=Path, default=ROOT / "docs" / "screens")
    chosen = options.parse_args()
    states = [state for state in STATES if not chosen.names or state.name in chosen.names]
    try:
        with camera(chosen.folder) as lens:
            if chosen.url:
                here = [state for state in states if state.site == "portal" or chosen.names]
                faults = list(shots(lens, here, chosen.url.rstrip("/"), notice_of(chosen.url.rstrip("/"))))
            else:
                faults = own_site(lens, [state for state in states if state.site in ODD_SITES])
    except (NoBrowser, ServiceError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
