"""National directories of institutions, as the open data of the ministry and of the CCFr's Répertoire give them: a table, line by line.

They are written by spreadsheets: a byte order mark, semicolons, codes that became numbers ("11.0"), zeros lost at the beginning of a
code. The names of the columns that are understood stand in ``tables/directory_columns.csv``.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

from catalogue.core.isil import department_of, isil, normalise_isil, normalise_rcr
from catalogue.core.messages import N_, Message, declare
from catalogue.core.text import fold
from catalogue.formats import delimited
from catalogue.formats.tables import rows

declare(
    {
        "directory_empty": N_("The file is empty."),
        "directory_columns": N_("The file is no directory of institutions: no column of it gives a name, or none gives a number."),
        "directory_line_without_number": N_("The line gives no number (RCR, ISIL, number of the ministry) that tells its institution."),
        "directory_line_without_name": N_("The line gives no name."),
        "directory_bad_number": N_("“%(number)s” is no RCR number, code of archives, Museofile number or ISIL."),
        "directory_line_too_long": N_("The line is longer than %(limit)d characters."),
    }
)

MINISTRY = "OLP-"  # the ministry's Observatoire de la lecture publique numbers the libraries that report to it
LONGEST_HEADING = 20_000
LONGEST_LINE = 100_000
LONGEST_NAME = 300
_FLOAT = re.compile(r"(\d+)\.0+")
_POINT = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,3}(?:\.\d+)?)\s*")


class BadDirectory(Exception):
    """A file that is no directory of institutions; ``message`` says why."""

    def __init__(self, code: str) -> None:
        self.message = Message(code)
        super().__init__(str(self.message))


@dataclass(frozen=True, slots=True)
class DirectoryLine:
    """What a line says of an institution. ``line`` counts from 1, the heading being the first.

    ``isil`` is "" where the line has the ministry's number alone, ``number`` where it has none. ``refused``: why nothing can be made of it.
    """

    line: int
    isil: str = ""
    number: str = ""
    name: str = ""
    town: str = ""
    insee: str = ""
    department: str = ""
    latitude: float | None = None
    longitude: float | None = None
    refused: Message | None = None

    @property
    def identity(self) -> str:
        """What the register knows it by: its ISIL, else the ministry's number in the form of one ("OLP-11")."""
        return self.isil or (f"{MINISTRY}{self.number}" if self.number else "")


@cache
def _names() -> dict[str, str]:
    return {fold(name): row["field"] for row in rows("directory_columns") for name in row["names"].split("|")}


def read_directory(stream: BinaryIO) -> Iterator[DirectoryLine]:
    """Each line of a directory, those that cannot be used with the reason. Raises :class:`BadDirectory` for a file that is none."""
    text = _text(stream)
    heading = text.readline(LONGEST_HEADING)
    if not heading.strip():
        raise BadDirectory("directory_empty")
    delimiter = delimited.delimiter_of(heading)
    _, names = next(delimited.lines([heading], delimiter))
    fields = [_names().get(fold(name), "") for name in names]
    if "name" not in fields or not {"rcr", "isil", "number"}.intersection(fields):
        raise BadDirectory("directory_columns")
    return _lines(text, fields, delimiter)


def _text(stream: BinaryIO) -> io.TextIOBase:
    """UTF-8 with or without a mark; what is not is taken for the Windows character set of spreadsheets."""
    data = stream.read()
    try:
        return io.StringIO(data.decode("utf-8-sig"), newline="")
    except UnicodeDecodeError:
        return io.StringIO(data.decode("cp1252", "replace"), newline="")


def _lines(text: io.TextIOBase, fields: list[str], delimiter: str) -> Iterator[DirectoryLine]:
    for number, row in delimited.lines(text, delimiter):
        if sum(map(len, row)) > LONGEST_LINE:
            yield DirectoryLine(number + 1, refused=Message("directory_line_too_long", {"limit": LONGEST_LINE}))
        elif any(cell.strip() for cell in row):
            values: dict[str, str] = {}
            for field, cell in zip(fields, row, strict=False):
                if field and cell.strip():
                    values.setdefault(field, " ".join(cell.replace("\0", " ").split()))
            yield _line(number + 1, values)


def _line(line: int, values: Mapping[str, str]) -> DirectoryLine:
    typed = _whole(values.get("rcr", "")) or values.get("isil", "")
    known = _isil(values)
    number = _whole(values.get("number", ""))
    name = values.get("name", "")[:LONGEST_NAME]
    refused = None
    if typed and not known:
        refused = Message("directory_bad_number", {"number": typed[:40]})
    elif not known and not (number.isascii() and number.isdigit() and len(number) <= 9):
        refused = Message("directory_line_without_number")
    elif not name:
        refused = Message("directory_line_without_name")
    insee = _commune(values.get("insee", ""))
    latitude, longitude = _place(values)
    return DirectoryLine(
        line=line,
        isil=known,
        number=number,
        name=name,
        town=values.get("town", "")[:200],
        insee=insee,
        department=_department(values.get("department", "")) or _of_commune(insee) or department_of(known),
        latitude=latitude,
        longitude=longitude,
        refused=refused,
    )


def _isil(values: Mapping[str, str]) -> str:
    rcr = _whole(values.get("rcr", ""))
    if rcr:
        found = normalise_rcr(rcr.zfill(9))
        return isil(found) if found else normalise_isil(rcr)
    return normalise_isil(values.get("isil", ""))


def _whole(code: str) -> str:
    """A code that a spreadsheet took for a number: "11.0" is "11"."""
    match = _FLOAT.fullmatch(code)
    return match[1] if match else code


def _commune(code: str) -> str:
    bare = _whole(code).upper().zfill(5) if code else ""
    return bare if re.fullmatch(r"\d[\dAB]\d{3}", bare) else ""


def _department(code: str) -> str:
    bare = _whole(code).upper().zfill(2) if code else ""
    return bare if re.fullmatch(r"\d{2,3}|2[AB]", bare) else ""


def _of_commune(insee: str) -> str:
    return insee[:3] if insee[:2] in ("97", "98") else insee[:2]


def _place(values: Mapping[str, str]) -> tuple[float | None, float | None]:
    """Latitude and longitude, from their columns or the one that holds both; None for what is no place on earth, or the null island."""
    point = _POINT.fullmatch(values.get("point", ""))
    try:
        latitude, longitude = float(values["latitude"].replace(",", ".")), float(values["longitude"].replace(",", "."))
    except (KeyError, ValueError):
        if not point:
            return None, None
        latitude, longitude = float(point[1]), float(point[2])
    if not (abs(latitude) <= 90 and abs(longitude) <= 180) or (latitude == 0 and longitude == 0):
        return None, None
    return latitude, longitude
