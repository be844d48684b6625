"""From a place as a notice writes it to communes: careful, so that a page of a village never shows another one's books."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from catalogue.core.description import Description
from catalogue.core.places import is_address, modern_places
from catalogue.core.text import fold
from catalogue.geography import tables
from catalogue.geography.communes import codes_formerly_named, codes_named, commune
from catalogue.geography.departments import areas, departments, provinces
from catalogue.geography.wording import CHIEF_TOWNS, EVERYWHERE, plainly, towns

FRANCE = "FR"
NOBODY: frozenset[str] = frozenset()
MUCH_LARGER = 8  # times the next homonym: the one that a bare name means
_FRONT = re.compile(
    r"^[\s\[(]*(?:(?:et|puis|imprimé|impr\.|se (?:trouve|vend|vendent))\b[\s\])]*)*(?:(?:a|à|in|en)\s+(?=[A-ZÉÈÎÀ]))?", re.IGNORECASE
)
_QUALIFIERS = re.compile(r"[(\[,;:]")
_CUT = re.compile(r"\s*[\[(,;:].*$", re.DOTALL)
_EDGES = " []()?.,;:/"
_CODE = re.compile(r"\d{2}|2[AB]|97\d|98\d", re.IGNORECASE)
_SUBDIVISION = re.compile(r"\s+--\s+|\s+[—–]\s+")
_SEGMENTS = re.compile(r"[()\[\],;:]+")
LONGEST = 300
MOST_KEPT = 50_000


class Places(NamedTuple):
    """What the places of a notice name: INSEE codes of communes, codes of their departments and of those named by themselves."""

    communes: tuple[str, ...]
    areas: tuple[str, ...]


def communes_of(place: str, *, near: frozenset[str] = NOBODY, named_only: bool = False) -> tuple[str, ...]:
    """The INSEE code of the commune that ``place`` names ("Bourg-en-Bresse (Ain)", "A Lyon", "Lugduni"); () when in doubt.

    Homonyms are told apart by the department or region named with them; else by ``near``, codes of the departments of one's
    region; else the one much larger than the others is meant. ``named_only``: without a department, region or France
    beside the name, nothing is found.
    """
    return _communes_of(place, near, named_only)


@lru_cache(maxsize=32768)
def _communes_of(place: str, near: frozenset[str], named_only: bool) -> tuple[str, ...]:
    text = place[:LONGEST]
    whole = fold(_FRONT.sub("", text))
    if not (named_only or codes_named(whole) or codes_formerly_named(whole)):
        text = plainly(text)
        if several := _of_towns(towns(text), near):
            return several
    within, doubtful = _within(text)
    if doubtful or (named_only and within is None):
        return ()
    names = modern_places(_CUT.sub("", text)) or (_CUT.sub("", _FRONT.sub("", text)).strip(_EDGES),)
    return tuple(dict.fromkeys(code for name in names if (code := _one(name, within=within, near=near))))


def _of_towns(named: tuple[str, ...], near: frozenset[str]) -> tuple[str, ...]:
    """The communes of towns named one after the other; () unless each is one: "Valence, Espagne" is no town of France."""
    found = [_communes_of(town, near, False) for town in named]
    return tuple(dict.fromkeys(code for codes in found for code in codes)) if all(found) else ()


@lru_cache(maxsize=8192)
def departments_of_heading(place: str) -> tuple[str, ...]:
    """The code of the department that a heading names by itself: "Isère (France ; département)", "Isère"; () for another place."""
    text = place[:LONGEST]
    name, *qualifiers = [fold(part) for part in _SEGMENTS.split(text) if part.strip()] or [""]
    if any(word not in EVERYWHERE and word != "departement" for word in qualifiers):
        return ()
    if name in CHIEF_TOWNS and "departement" not in qualifiers:
        return ()
    codes = areas().get(name, frozenset())
    return tuple(codes) if len(codes) == 1 else ()


class Gazetteer:
    """Reads the places of stored descriptions for one region; keeps each place it has read.

    ``near``: codes of the departments among which homonyms are looked for first.
    """

    def __init__(self, near: Iterable[str] = ()) -> None:
        self._near = frozenset(near)
        self._published = _Kept(self._publication)
        self._about = _Kept(self._heading)
        self._within = _Kept(self._subdivisions)

    def places_of(self, description: Description) -> Places:
        """The communes and departments of a description: where it was published or made, and what it is about.

        A place of publication counts only in a document whose country is France or not said.
        """
        places: Places = NOWHERE
        if not description.countries or FRANCE in description.countries:
            known = self._published
            for publication in description.publications:
                for place in publication.places:
                    if (more := known[place]) is not NOWHERE:
                        places = more if places is NOWHERE else _together(places, more)
            for text in description.production_places:
                places = _together(places, known[text.value])
        for subject in description.subjects:
            if subject.kind == "place":
                places = _together(places, self._about[subject.value])
            elif "(" in subject.value and subject.kind != "class":
                places = _together(places, self._within[subject.value])
        return places

    def of_heading(self, heading: str) -> Places:
        """The communes and departments that a heading for a place names."""
        return self._about[heading]

    def _publication(self, place: str) -> Places:
        return _places(communes_of(place, near=self._near))

    def _heading(self, value: str) -> Places:
        first, *others = _SUBDIVISION.split(value)
        codes = communes_of(first, near=self._near)
        named = () if codes else departments_of_heading(first)
        codes += tuple(code for part in others for code in communes_of(part, named_only=True))
        return _places(codes, named)

    def _subdivisions(self, value: str) -> Places:
        """The communes named within a subject, each with its department: "Soie -- Industrie -- Lyon (Rhône) -- 16e siècle"."""
        return _places(tuple(code for part in _SUBDIVISION.split(value) if "(" in part for code in communes_of(part, named_only=True)))


class _Kept(dict[str, Places]):
    """What was read of each text, worked out when first met; emptied when it has grown too large."""

    def __init__(self, read: Callable[[str], Places]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Places:
        if len(self) >= MOST_KEPT:
            self.clear()
        places = self[text] = self._read(text)
        return places


NOWHERE = Places((), ())
ANYWHERE = Gazetteer()


def _places(codes: tuple[str, ...], named: tuple[str, ...] = ()) -> Places:
    if not codes and not named:
        return NOWHERE
    return Places(tuple(dict.fromkeys(codes)), tuple(dict.fromkeys([*map(department_of, codes), *named])))


def _together(one: Places, other: Places) -> Places:
    if other is NOWHERE or other is one:
        return one
    if one is NOWHERE:
        return other
    return Places(tuple(dict.fromkeys(one.communes + other.communes)), tuple(dict.fromkeys(one.areas + other.areas)))


def _within(text: str) -> tuple[frozenset[str] | None, bool]:
    """(the departments named beside the name, whether something else is said there that makes the place doubtful)."""
    match = _QUALIFIERS.search(text, len(text) - len(text.lstrip(" [(")))
    if match is None:
        return None, False
    within: frozenset[str] | None = None
    for part in _SEGMENTS.split(text[match.start() :]):
        word = fold(part)
        if not word or is_address(part):
            continue
        if word in EVERYWHERE:
            within = within if within is not None else frozenset(departments())
        elif codes := areas().get(word, NOBODY) | provinces().get(word, NOBODY) or _of_code(part):
            within = codes
        else:
            return within, True
    return within, False


def _of_code(part: str) -> frozenset[str]:
    code = part.strip().upper()
    return frozenset({code}) if _CODE.fullmatch(code) and code in departments() else frozenset()


def _one(name: str, *, within: frozenset[str] | None, near: frozenset[str]) -> str:
    """The code of the one commune that a name means, "" where none or several could be meant."""
    folded = fold(name)
    if within is None and folded in tables.bare_names():
        return ""
    if within is not None and _may_be_a_department(folded, within):
        return ""  # « Vienne (France) » is the department in Rameau; the town is « Vienne (Isère) »
    candidates = dict.fromkeys((*codes_named(folded), *codes_formerly_named(folded)))
    likely = [code for code in candidates if within is None or department_of(code) in within]
    if len(likely) > 1:
        likely = [code for code in likely if department_of(code) in near] or likely
    return likely[0] if len(likely) == 1 else _largest(likely)


def _may_be_a_department(folded: str, within: frozenset[str]) -> bool:
    """Whether a name said with a region, France or a former province may be that of a department: of a province, of one that it held."""
    named = areas().get(folded, NOBODY) if len(within) > 1 and folded not in CHIEF_TOWNS else NOBODY
    return bool(named) and (within in areas().values() or not named.isdisjoint(within))


def _largest(codes: Iterable[str]) -> str:
    ranked = sorted(((_population(code), code) for code in codes), reverse=True)
    if len(ranked) < 2:
        return ""
    return ranked[0][1] if ranked[0][0] >= MUCH_LARGER * max(ranked[1][0], 1) else ""


def department_of(code: str) -> str:
    """The code of the department of a commune (INSEE code, former ones too), "" where there is none."""
    known = commune(code)
    return known.department if known else ""


def _population(code: str) -> int:
    known = commune(code)
    return known.population if known else 0
