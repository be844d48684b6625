"""Tables of Bibliostratus, with which libraries align their notices with the BnF's catalogue and the Sudoc.

Source: the tool of the programme "Transition bibliographique": tab-separated UTF-8 without quotes; a table for each kind of document, its
columns in a fixed order; its answers have the number of the notice first, how many identifiers were found, and which.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple

from catalogue.core.aligning import Alignment, of_text, own_ark
from catalogue.core.description import Description
from catalogue.core.identifiers import frbnf_of_ark
from catalogue.core.rules.dates import principal_date
from catalogue.core.rules.imprint import principal_publication
from catalogue.core.text import fold
from catalogue.formats import delimited
from catalogue.formats.messages import BadRecord

Table = Literal["monographs", "serials", "sound"]
COLUMNS: Final[dict[Table, tuple[str, ...]]] = {
    "monographs": (
        "NumNotice", "FRBNF", "ARK", "ISBN", "EAN", "Titre", "Auteur(s)", "Date", "Volume/Tome", "Editeur", "Type doc-Type notice",
    ),
    "serials": ("NumNotice", "FRBNF", "ARK", "ISSN", "Titre", "Auteur", "Date", "Lieu"),
    "sound": ("NumNotice", "FRBNF", "ARK", "EAN", "Numéro commercial", "Titre", "Auteur", "Date", "Editeur"),
}  # fmt: skip
_NUMBER: Final = frozenset(
    {"numnotice", "numnot", "num not", "num notice", "n notice", "numero notice", "numero de notice", "n notice bib"}
)
_FOUND: Final = ("liste identifiants trouves", "identifiants trouves", "ark trouve", "id perenne", "ark bib")
_SAID: Final = ("ark", "frbnf", "ppn")
_MATERIALS: Final = {"text": "a", "manuscript": "b", "score": "c", "map": "e", "video": "g", "sound": "j", "image": "k", "electronic": "l",
                     "mixed": "m", "object": "r"}  # fmt: skip
_LEVELS: Final = {"serial": "s", "component": "a", "collection": "c", "integrating": "i"}
_MOST_AUTHORS: Final = 5
_Cells = list[tuple[int, list[str]]]
"""Lines of a table that say something, each with the number of the line of text on which it ends."""


class Line(NamedTuple):
    """What a line of an answer says: ``number`` of the notice, the alignments, none where nothing was found, and where it stands."""

    number: str
    found: tuple[Alignment, ...]
    line: int


def table_of(description: Description) -> Table:
    """The table that a notice belongs to."""
    if description.level == "serial":
        return "serials"
    return "sound" if description.material in ("sound", "video") else "monographs"


def head(table: Table) -> str:
    """The first line of a table."""
    return "\t".join(COLUMNS[table]) + "\n"


def row(description: Description, number: str) -> str:
    """The line of a notice in its table, under the number by which its library knows it."""
    said = _said(description)
    values = {"NumNotice": number, **said}
    return "\t".join(" ".join(values[name].split()) for name in COLUMNS[table_of(description)]) + "\n"


def _said(description: Description) -> dict[str, str]:
    ark = own_ark(description)
    publication, date = principal_publication(description), principal_date(description)
    authors = [agent.name for agent in description.agents if agent.rank == "main"] or [agent.name for agent in description.agents]
    named = "; ".join(dict.fromkeys(authors[:_MOST_AUTHORS]))
    title = description.title
    rest = next((one.value for one in description.titles[1:] if one.kind == "remainder"), "")
    return {
        "FRBNF": _first(description, "frbnf") or frbnf_of_ark(ark),
        "ARK": ark,
        "ISBN": _first(description, "isbn"),
        "ISSN": _first(description, "issn"),
        "EAN": _first(description, "ean"),
        "Numéro commercial": _first(description, "publisher_number"),
        "Titre": f"{title} {rest}".strip(),
        "Auteur(s)": named,
        "Auteur": named,
        "Date": date.display if date else "",
        "Volume/Tome": next((one.value for one in description.titles[1:] if one.kind == "part"), ""),
        "Editeur": next(iter(publication.names), "") if publication else "",
        "Lieu": "; ".join(publication.places) if publication else "",
        "Type doc-Type notice": _MATERIALS.get(description.material, "a") + _LEVELS.get(description.level, "m"),
    }


def _first(description: Description, scheme: str) -> str:
    return next((one.value for one in description.identifiers if one.scheme == scheme and one.qualifier != "merged"), "")


def read(data: bytes) -> Iterator[Line]:
    """Each line of an answer, or of any table with the numbers of notices beside arks, FRBNF numbers or PPN, headed or of two columns.

    Raises BadRecord for what is no such table.
    """
    cells = _cells(_text(data))
    if not cells:
        raise BadRecord("alignment_empty")
    heads = [" ".join(fold(cell).split()) for cell in cells[0][1]]
    number = next((place for place, name in enumerate(heads) if name in _NUMBER), None)
    if number is None:
        yield from _two_columns(cells)
        return
    wanted = [[place] for place, name in enumerate(heads) if name in _FOUND] or _said_in(heads)
    if not wanted:
        raise BadRecord("alignment_without_columns")
    if any(_is_ark(line[number]) for _place, line in cells[1:6] if number < len(line)):  # two columns, named the other way round
        number, wanted = wanted[0][0], [[number]]
    yield from _lines(cells[1:], number, wanted)


def _cells(text: str) -> _Cells:
    """The table: tabs part cells that have no quotes, as Bibliostratus writes them (a spreadsheet may have put some around a whole cell);
    with semicolons or commas, quotes are what the spreadsheet made of them.
    """
    lines = text.splitlines(keepends=True)
    delimiter = delimited.delimiter_of(next((line for line in lines if line.strip()), ""))
    try:
        if delimiter == "\t":
            told = [(place, [_unquoted(cell) for cell in line.split("\t")]) for place, line in enumerate(lines, start=1)]
        else:
            told = list(delimited.lines(lines, delimiter))
    except csv.Error as error:
        raise BadRecord("alignment_without_columns") from error
    return [(place, line) for place, line in told if any(cell.strip() for cell in line)]


def _unquoted(cell: str) -> str:
    cell = cell.strip()
    quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return cell[1:-1].replace('""', '"') if quoted else cell


def _said_in(heads: list[str]) -> list[list[int]]:
    """The columns where a table says what was known before, the surest first: an ark, or the numbers of which it would be made."""
    at = {name: place for place, name in enumerate(heads) if name in _SAID}
    ppn = [at["ppn"]] if "ppn" in at else []
    return [[at[name], *ppn] for name in ("ark", "frbnf") if name in at] or [ppn] * bool(ppn)


def _is_ark(cell: str) -> bool:
    return "ark:" in cell.lower()


def _two_columns(cells: _Cells) -> Iterator[Line]:
    """A table without names of columns: the number of the notice, and what was found for it, in either order."""
    if any(len(line) < 2 for _place, line in cells[:5]):
        raise BadRecord("alignment_without_columns")
    told = next((line for _place, line in cells if any(of_text((cell,)) for cell in line[:2])), None)
    if told is None:
        raise BadRecord("alignment_without_columns")
    found = 0 if _is_ark(told[0]) or not of_text((told[1],)) else 1
    begins = 0 if any(of_text((cell,)) for cell in cells[0][1][:2]) else 1
    yield from _lines(cells[begins:], 1 - found, [[found]])


def _lines(cells: Iterable[tuple[int, list[str]]], number: int, wanted: list[list[int]]) -> Iterator[Line]:
    """``wanted``: groups of columns, the first that says something counts."""
    for place, line in cells:
        name = line[number].strip() if number < len(line) else ""
        if name:
            groups = (of_text(tuple(line[column] for column in group if column < len(line))) for group in wanted)
            yield Line(name, next(filter(None, groups), ()), place)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
