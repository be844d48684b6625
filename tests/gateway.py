"""The Z39.50 gateway before a portal, and the programs of libraries that ask it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from runtime.paths import ROOT
from runtime.ports import any_free, is_free
from runtime.screens.site import wait_for


@contextmanager
def gateway_before(portal: str) -> Iterator[int]:
    """The port of the gateway before the SRU server of a portal, for the length of the block."""
    if shutil.which("yaz-client") is None or subprocess.run(["perl", "-MNet::Z3950::Simple2ZOOM", "-e", "1"], check=False).returncode:
        pytest.skip("no Z39.50 on this machine (Debian: apt-get install yaz libnet-z3950-simple2zoom-perl)")
    port = any_free()
    program = ["perl", str(ROOT / "runtime" / "z3950" / "gateway.pl"), f"tcp:127.0.0.1:{port}"]
    with subprocess.Popen(
        program, env={**os.environ, "SRU_URL": f"{portal}/sru"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        try:
            wait_for(lambda: not is_free(port), what="The Z39.50 gateway")
            yield port
        finally:
            running.terminate()


def yaz_client(port: int, *commands: str, base: str = "traboule") -> str:
    """What yaz-client prints of the answers to its commands; bytes that are no UTF-8 as marks of replacement."""
    lines = [f"open 127.0.0.1:{port}", f"base {base}", *commands, "quit"]
    done = subprocess.run(
        ["yaz-client"], input="\n".join(lines) + "\n", capture_output=True, encoding="utf-8", errors="replace", check=False, timeout=120
    )
    return done.stdout
