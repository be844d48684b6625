"""Nothing that a real record says is missing from its page, nothing is said by a code, nothing stands twice under one label."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from msgspec.structs import replace

from catalogue.core.description import Description
from catalogue.core.serialization import to_dict
from catalogue.formats.base import NotRecords
from catalogue.formats.reading import read_file
from tests.portal.conftest import Library
from tests.portal.public.paths import notice_path

FOLDERS = ("unimarc_iso2709", "unimarc_xml", "marc21_iso2709", "marcxml", "dublin_core", "sru")
OF_A_FILE, OF_A_FOLDER = 4, 60
# What stands on the page as a word of ours, as the order of things, or in the way they are laid out.
NOT_SAID = frozenset(
    (
        "place", "identifier", "format", "deleted", "level", "nonsorting", "kind", "rank", "role",
        "roles", "copy", "scheme", "start", "end", "uncertain", "calendar", "agency", "language",
        "code", "material", "document_type", "countries", "scripts", "relation", "parts", "manifest", "thumbnail",
        "variants",
    )
)  # fmt: skip
# Keys of authority files and of other catalogues, and dates, which are said in words of ours.
OF_MACHINES = (
    ".agents.identifiers",
    ".subjects.identifiers",
    ".genres.identifiers",
    ".links.identifiers",
    ".former_owners.identifiers",
    ".dates",
)
NO_WORD = re.compile(r"[\W_]+")


def _real(folder: Path) -> Iterator[tuple[str, Description]]:
    """The first descriptions of each file of a folder, with where they come from."""
    count = 0
    for path in sorted(found for found in folder.rglob("*") if found.is_file()):
        of_this = 0
        try:
            for reading in read_file(path.read_bytes()):
                if reading.description is None or of_this == OF_A_FILE or count == OF_A_FOLDER:
                    continue
                of_this, count = of_this + 1, count + 1
                yield f"{path.relative_to(folder)}#{reading.position}", reading.description
        except NotRecords:
            continue


def _said(value: Any, *, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text that a reader must find, with the field it is in."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in NOT_SAID:
                yield from _said(inner, name=f"{name}.{key}")
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _said(inner, name=name)
    elif isinstance(value, str) and _bare(value) and value != "merged" and not any(part in name for part in OF_MACHINES):
        yield name, value


def _bare(text: str) -> str:
    """The letters and figures of a text, composed: spaces and punctuation are how it is laid out."""
    return NO_WORD.sub("", unicodedata.normalize("NFC", text))


def _page(client: Client, path: str) -> Tag:
    response = client.get(path)
    assert response.status_code == 200
    article = BeautifulSoup(response.content.decode(), "html.parser").select_one("article")
    assert article is not None
    return article


def _lost(article: Tag, description: Description) -> list[tuple[str, str]]:
    text = _bare(" ".join(part.get_text(" ") for part in article.select("header, .digital, .notice-body, h1, .cover")) or "")
    links = " ".join(str(link.get("href")) for link in article.select("a[href]"))
    found = _said(to_dict(description))
    lost = [(name, value) for name, value in found if _bare(value) not in text and value not in links and _bare(value) not in _bare(links)]
    years = ((date.display, str(abs(date.start))) for date in description.dates if date.start is not None)
    return lost + [("dates", display) for display, year in years if year not in text and _bare(display) not in text]


def _twice(article: Tag) -> list[str]:
    fields = ((field, Counter(_bare(value.get_text(" ")) for value in field.select("dd"))) for field in article.select(".fields > div"))
    return [field.get_text(" ", strip=True) for field, values in fields if any(count > 1 for count in values.values())]


def _codes(article: Tag) -> Iterable[str]:
    """Values that are a code of a language, a country or a role."""
    of_words = {"Langue", "Pays", "Langue originale", "Support", "Écriture"}
    for field in article.select(".fields > div"):
        label = field.select_one("dt")
        if label is not None and label.get_text(strip=True) in of_words:
            yield from (text for value in field.select("dd") if re.fullmatch(r"[a-z]{2,3}|[A-Z]{2}", text := value.get_text(strip=True)))


@pytest.mark.parametrize("folder", FOLDERS)
def test_nothing_of_a_real_record_is_lost_on_its_page(client: Client, empty_library: Library, shared_data: Path, folder: str) -> None:
    troubles: list[str] = []
    looked_at = 0
    for where, description in _real(shared_data / folder):
        record = empty_library.add(replace(description, identifier=where))
        article = _page(client, notice_path(record))
        looked_at += 1
        troubles += [f"{where}: {name} {value[:80]!r} is not there" for name, value in _lost(article, description)]
        troubles += [f"{where}: twice in {field[:80]!r}" for field in _twice(article)]
        troubles += [f"{where}: a code, {code!r}" for code in _codes(article)]
    assert looked_at > 0
    assert not troubles, f"{len(troubles)} in {looked_at} records:\n" + "\n".join(troubles[:40])
