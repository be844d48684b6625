"""Reads the notices: plain text files of ``key: value`` lines, a notice per ``= name``, its copies under ``held:`` lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("notices")

KINDS = ("book", "manuscript", "newspaper", "periodical", "map", "score", "print", "photograph", "poster", "postcard")
SERIALS = ("newspaper", "periodical")
IMAGES = ("print", "photograph", "poster", "postcard")

ROLES = {
    "author": "070", "artist": "040", "cartographer": "180", "commentator": "212", "composer": "230", "contributor": "205",
    "dedicatee": "280", "editor": "340", "engraver": "350", "illustrator": "440", "librettist": "480", "photographer": "600",
    "printer": "610", "publisher": "650", "translator": "730",
}  # fmt: skip
CREATORS = ("author", "composer", "cartographer", "artist", "photographer")
SINGLE = ("kind", "title", "resp", "imprint", "years", "date", "city", "lang", "extent", "illus", "format", "support", "edition", "series",
          "scale", "freq", "numbering", "isbn")  # fmt: skip
REPEATED = ("sub", "parallel", "part", "uniform", "variant", "note", "contents", "topic", "place", "origin", "person", "body", "genre",
            "page", "continues", "continued")  # fmt: skip
OF_A_COPY = ("prov", "owner", "binding", "note", "state", "gaps", "fonds")


class BadNotice(Exception):
    """A line of a notice file that says nothing known; the message names the file, the line and the notice."""


@dataclass(frozen=True, slots=True)
class Name:
    """A person or, where ``corporate``, a body: heading, dates, qualifier; ``role`` is a key of ROLES."""

    heading: str
    role: str = "author"
    dates: str = ""
    qualifier: str = ""
    corporate: bool = False

    @property
    def relator(self) -> str:
        """The UNIMARC relator code of the role."""
        return ROLES[self.role]

    @property
    def direct(self) -> str:
        """The name in the order one says it: "Tournes, Jean de" is "Jean de Tournes"."""
        last, comma, first = self.heading.partition(", ")
        if not comma or self.corporate:
            return self.heading
        return f"{first}{last}" if first.endswith(("d'", "d’")) else f"{first} {last}"


@dataclass(slots=True)
class Copy:
    """One copy: the institution's three letters, call number ("" until one is given), source asked for, and its notes by kind."""

    institution: str
    call_number: str = ""
    source: str = ""
    notes: dict[str, list[str]] = field(default_factory=dict)

    def of(self, kind: str) -> list[str]:
        """The notes of one kind, in order."""
        return self.notes.get(kind, [])


@dataclass(slots=True)
class Notice:
    """One work in one edition, and its copies. ``one`` holds what a notice says once, ``many`` what it may repeat."""

    slug: str
    one: dict[str, str] = field(default_factory=dict)
    many: dict[str, list[str]] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)

    def get(self, key: str) -> str:
        """What the notice says once under ``key``, or an empty string."""
        return self.one.get(key, "")

    def all(self, key: str) -> list[str]:
        """What the notice says under ``key``, in order."""
        return self.many.get(key, [])

    @property
    def kind(self) -> str:
        """One of KINDS; a book unless the notice says otherwise."""
        return self.one.get("kind", "book")

    @property
    def digitised(self) -> bool:
        """Whether the notice transcribes a first page, which its digital copy shows."""
        return bool(self.many.get("page"))


def read_name(text: str, *, role: str) -> Name:
    """A name as notices write it: ``Labé, Louise | 1524?-1566 | qualifier``, a body with ``#`` before it."""
    parts = [part.strip() for part in text.split("|")] + ["", ""]
    return Name(parts[0].removeprefix("#"), role, parts[1], parts[2], parts[0].startswith("#"))


def _hold(notice: Notice, value: str) -> None:
    """``held: LYO = Rés 1`` is one copy with its call number; ``held: LYO GRE@lyon`` two, the second said by the source lyon."""
    codes, equals, number = value.partition(" = ")
    for code in codes.split():
        institution, _, source = code.partition("@")
        notice.copies.append(Copy(institution, number.strip() if equals else "", source))


def _say(notice: Notice, key: str, value: str) -> bool:
    """Give the notice one line; false where the key is unknown."""
    if key == "held":
        _hold(notice, value)
    elif key in ROLES:
        notice.names.append(read_name(value, role=key))
    elif key in SINGLE and key not in notice.one:
        notice.one[key] = value
    elif key in REPEATED:
        notice.many.setdefault(key, []).append(value)
    else:
        return False
    return True


def read_notices(path: Path) -> list[Notice]:
    """The notices of one file, in order; raises BadNotice on a line that is neither a key nor a comment."""
    notices: list[Notice] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("= "):
            notices.append(Notice(line[2:].strip()))
            continue
        key, colon, value = line.strip().partition(": ")
        known = bool(colon and notices)
        if known and line.startswith("  "):
            known = key in OF_A_COPY and bool(notices[-1].copies)
            if known:
                notices[-1].copies[-1].notes.setdefault(key, []).append(value.strip())
        elif known:
            known = _say(notices[-1], key, value.strip())
        if not known:
            raise BadNotice(
                f"{path.name}, line {number}: {line.strip()!r} says nothing known (notice {notices[-1].slug if notices else '-'})"
            )
    return notices


@cache
def all_notices() -> tuple[Notice, ...]:
    """Every notice of the demonstration, in the order of the files; raises BadNotice."""
    return tuple(notice for path in sorted(FOLDER.glob("*.notices")) for notice in read_notices(path))
