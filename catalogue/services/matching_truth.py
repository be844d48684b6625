"""Labelled pairs of records from files: MARC in JSON in a zip, labels in a CSV, read by the readers that production uses."""

from __future__ import annotations

import csv
import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from catalogue.clustering.deriving import traits_of
from catalogue.clustering.measuring import Label
from catalogue.clustering.traits import Traits
from catalogue.core.description import Description
from catalogue.formats import marc21
from catalogue.formats.marc.json import from_marc_json

_COLUMNS = ("id1", "id2", "label")
_LARGEST = 2_000_000_000  # bytes of a file once unpacked


class BadTruth(ValueError):
    """The files are not labelled pairs; the message says what is wrong."""


class Truth(NamedTuple):
    """``traits`` by record, the ``labels``, and for the records whose file says so (field CID) the group that they were found in."""

    traits: dict[str, Traits]
    labels: list[Label]
    groups: dict[str, str]


def descriptions(path: Path) -> Iterator[tuple[str, Description, str]]:
    """(identifier of 001, description, group) of each MARC 21 record of a zip of MARC in JSON, one object a line or one list.

    Raises :class:`BadTruth` where the file is none.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if archive.getinfo(name).file_size > _LARGEST:
                    raise BadTruth(f"{name} is too large")
                with archive.open(name) as stream:
                    for item in _objects(stream.read()):
                        record = from_marc_json(item)
                        found = marc21.describe(record)
                        yield found.identifier, found, record.first("CID", "a")
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise BadTruth(f"{path}: {error}") from error


def _objects(data: bytes) -> Iterator[dict[str, Any]]:
    text = data.decode("utf-8")
    if text.lstrip()[:1] == "[":
        yield from json.loads(text)
        return
    for line in text.split("\n"):
        if line.strip():
            yield json.loads(line)


def labels(path: Path) -> list[Label]:
    """The labels of a CSV of ``id1,id2,label`` (1 same, 0 other); raises :class:`BadTruth` where it is none."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            if not set(_COLUMNS) <= set(reader.fieldnames or ()):
                raise BadTruth(f"{path}: columns {', '.join(_COLUMNS)} are needed")
            return [Label(row["id1"], row["id2"], row["label"].strip() in ("1", "1.0", "true", "True")) for row in reader]
    except (OSError, UnicodeDecodeError) as error:
        raise BadTruth(f"{path}: {error}") from error


def read_truth(pairs: Path, labelled: Path) -> Truth:
    """The traits of every record, and the labels. Raises :class:`BadTruth` where a record is missing."""
    traits: dict[str, Traits] = {}
    groups: dict[str, str] = {}
    for identifier, description, group in descriptions(pairs):
        traits[identifier] = traits_of(description)
        if group:
            groups[identifier] = group
    found = labels(labelled)
    missing = {identifier for label in found for identifier in label[:2] if identifier not in traits}
    if missing:
        raise BadTruth(f"{labelled}: {len(missing)} records are not in {pairs.name}, {min(missing)} first")
    return Truth(traits, found, groups)


def digest(path: Path) -> str:
    """The SHA-256 of a file, as the table of points names its data."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
