"""What others' programs find at the portal's SRU address: yaz-client, zoomsh and Catmandu, each a French and a Hebrew title."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import Any

import pytest
from msgspec.structs import replace

from catalogue.core.description import Title
from tests.portal.conftest import Library
from tests.portal.public import samples

pytestmark = pytest.mark.django_db(transaction=True)

HEBREW = samples.RIGHT_TO_LEFT.title
PHENIX = "Le Phénix de Roanne"
TITLES = {"phénix": PHENIX, HEBREW.split()[0]: HEBREW}


@pytest.fixture(params=TITLES)
def asked(request: pytest.FixtureRequest, live_server: Any, library: Library) -> tuple[str, str, str]:
    """The server's address, a word of a title, and that title."""
    library.add(replace(samples.NO_DATE, identifier="phenix", titles=(Title(value=PHENIX),)))
    library.index()
    return f"{live_server.url}/sru", request.param, TITLES[request.param]


def _ran(*command: str, typed: str = "") -> str:
    if shutil.which(command[0]) is None:
        pytest.skip(f"no {command[0]} on this machine (Debian: apt-get install yaz libcatmandu-sru-perl)")
    done = subprocess.run(command, input=typed, capture_output=True, encoding="utf-8", errors="replace", check=False, timeout=120)
    return done.stdout + done.stderr


@pytest.mark.parametrize("version", ["1.1", "1.2", "2.0"])
def test_yaz_client_finds_it(asked: tuple[str, str, str], version: str) -> None:
    address, word, title = asked
    told = _ran(
        "yaz-client", typed=f'sru get {version}\nopen {address}\nschema dc\nquerytype cql\nfind dc.title = "{word}"\nshow 1\nquit\n'
    )
    assert re.search(r"Number of hits: 1\b", told) and title in told, told


def test_zoomsh_finds_it(asked: tuple[str, str, str]) -> None:
    address, word, title = asked
    told = _ran("zoomsh", "set sru get", "set schema dc", f"connect {address}", f"search cql:dc.title = {word}", "show 0 1", "quit")
    assert re.search(r"\b1 hits", told) and title in told, told


def test_catmandu_finds_it(asked: tuple[str, str, str]) -> None:
    if subprocess.run(["perl", "-MCatmandu::Importer::SRU", "-e", "1"], capture_output=True, check=False).returncode:
        pytest.skip("no Catmandu on this machine (Debian: apt-get install libcatmandu-sru-perl)")
    address, word, title = asked
    told = _ran("catmandu", "convert", "SRU", "--base", address, "--query", f'dc.title = "{word}"', "--recordSchema", "dc", "to", "JSON")
    assert title in told, told
