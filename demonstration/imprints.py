"""What an imprint says: places, names, date; the town in today's French, the country, and the years as catalogues code them."""

from __future__ import annotations

import re
from typing import NamedTuple

from demonstration.notices import Notice

# Places as title pages write them, to (town, UNIMARC country code). What is not here is a town of France that writes its own name.
TOWNS = {
    "Lugduni": ("Lyon", "FR"), "Lion": ("Lyon", "FR"), "Lione": ("Lyon", "FR"), "Lyone": ("Lyon", "FR"),
    "Prostant Lugduni": ("Lyon", "FR"), "Parisiis": ("Paris", "FR"), "Lutetiae": ("Paris", "FR"),
    "Lutetiae Parisiorum": ("Paris", "FR"), "Gratianopoli": ("Grenoble", "FR"), "Grenoblo": ("Grenoble", "FR"),
    "Valentiae": ("Valence", "FR"), "Viennae Allobrogum": ("Vienne", "FR"), "Puy": ("Le Puy-en-Velay", "FR"),
    "Le Puy": ("Le Puy-en-Velay", "FR"), "Chambery": ("Chambéry", "FR"), "Clairmont": ("Clermont-Ferrand", "FR"),
    "Anecy": ("Annecy", "FR"), "Bourg": ("Bourg-en-Bresse", "FR"), "Trevoux": ("Trévoux", "FR"), "Moutiers": ("Moûtiers", "FR"),
    "Villefranche": ("Villefranche-sur-Saône", "FR"), "Geneve": ("Genève", "CH"), "Genève": ("Genève", "CH"),
    "Neuchatel": ("Neuchâtel", "CH"), "Lausanne": ("Lausanne", "CH"), "Amsterdam": ("Amsterdam", "NL"),
    "Amsterdami": ("Amsterdam", "NL"), "Amstelodami": ("Amsterdam", "NL"), "La Haye": ("La Haye", "NL"), "London": ("Londres", "GB"),
    "Londres": ("Londres", "GB"), "Edimbourg": ("Édimbourg", "GB"), "Turin": ("Turin", "IT"), "Torino": ("Turin", "IT"),
    "Venise": ("Venise", "IT"), "Antverpiae": ("Anvers", "BE"), "Anvers": ("Anvers", "BE"), "Cologne": ("Cologne", "DE"),
}  # fmt: skip
_PREPOSITION = re.compile(r"^(?:A|Au|In|à)\s+(?=[A-ZÉ])")
_YEAR = re.compile(r"\b(1[0-9]{3}|20[0-9]{2})\b")
OPEN = 9999


class Imprint(NamedTuple):
    """``statements`` are (place, name) as transcribed; ``date`` as transcribed; ``town`` and ``country`` as catalogues code them."""

    statements: tuple[tuple[str, str], ...]
    date: str
    town: str
    country: str


class Years(NamedTuple):
    """First and last year (9999: still published), and whether they are certain."""

    first: int
    last: int
    uncertain: bool


def _balanced(text: str) -> str:
    """A piece cut out of a bracketed statement gets back the bracket it lost."""
    text = text.strip()
    if text == "s.n.":
        return "[s.n.]"
    if text.count("[") > text.count("]"):
        return f"{text}]"
    return f"[{text}" if text.count("]") > text.count("[") else text


def _town(place: str) -> tuple[str, str]:
    bare = _PREPOSITION.sub("", place.strip("[] ").split(", &")[0])
    return TOWNS.get(bare, (bare, "FR"))


def imprint(notice: Notice) -> Imprint:
    """The imprint of a notice, cut into its parts. A notice without one (a manuscript) has only the date it gives."""
    text = notice.get("imprint")
    if not text:
        return Imprint((), notice.get("date"), "", "FR")
    head, _, date = text.rpartition(", ")
    statements = []
    for part in (head or text).split(" ; "):
        place, _, name = part.partition(" : ")
        statements.append((_balanced(place), _balanced(name)))
    town, country = _town(statements[0][0])
    if town.startswith("S.l."):
        town = ""
    if city := notice.get("city"):
        town, country = city, TOWNS.get(city, (city, "FR"))[1]
    return Imprint(tuple(statements), _balanced(date), town, country)


def years(notice: Notice) -> Years | None:
    """The years a notice covers: those it gives itself, else those of its imprint."""
    given = notice.get("years")
    text = given or imprint(notice).date
    found = [int(year) for year in re.findall(r"\d{3,4}", given)] if given else [int(year) for year in _YEAR.findall(text)]
    if not found:
        return None
    return Years(found[0], found[-1], "?" in text or "[" in text)
