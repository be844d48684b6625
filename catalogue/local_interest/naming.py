"""Places of a region named in running words: a title, the name of a library, a heading that nobody built from a list.

Most names of communes are other things too. A name counts by how far it is told apart: two words joined that no other commune has,
a department beside it, a town that everybody knows; a street, a church or a house of princes called after it is no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from catalogue.core.tables import rows
from catalogue.core.text import fold
from catalogue.geography import tables as geography
from catalogue.geography.departments import areas, departments
from catalogue.local_interest.knowledge import Knowledge

TOWN: Final = 2_000  # inhabitants of today: fewer, and a single word is not a place without its department
CITY: Final = 10_000  # a title may begin with it
MUCH_LARGER: Final = 8
_LONGEST: Final = 7
_WORD: Final = re.compile(r"\w+")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LINKS: Final = _set("a au aux d de des du en et l la le les sur pres vers dans pour par of in di von nach")
_BEFORE_A_PLACE: Final = _set("a d de en sur pres vers dans pour par of in di du au aux ville")
_STREETS: Final = _set("rue boulevard avenue gare quai porte hotel cafe faubourg pont passage square")
_CHURCHES: Final = _set("eglise cathedrale abbaye prieure chapelle couvent college hopital confrerie basilique seminaire")
_RULES: Final = _set("regime gouvernement etat")
_HOUSES: Final = _set(
    "duc duchesse duchesses ducs prince princes princesse comte comtesse vicomte marquis marquise baron baronne maison reine roi madame mme"
    " monsieur m mlle cardinal chevalier sieur seigneur marechal general dauphin tour regiment amedee charles emmanuel philibert louis"
    " louise marguerite eugene thomas pierre humbert beatrice blanche bonne yolande anne victor marie jeanne philippe jacques francois"
    " adelaide clotilde maurice guillaume theodore henri jean guy gui guigues robert renaud jules camille paul andre antoine"
)
_COUNTRY: Final = "france"
_DEPARTMENT: Final = frozenset({"departement", "departements", "departemental", "departementale", "departementales", "prefecture"})
_RIVERS: Final = frozenset({"ain", "allier", "loire", "rhone", "vienne", "correze", "creuse", "marne", "aube", "eure", "orne", "somme"})


class Named(NamedTuple):
    """A place that a text names, as it is written there; ``sure``: it can hardly be anything else."""

    words: str
    departments: tuple[str, ...]
    sure: bool


class _Entry(NamedTuple):
    """What a name may mean. ``departments``: within the region, none for a place elsewhere. ``kind``: commune, province, department."""

    kind: str
    departments: tuple[str, ...]
    sure: bool
    population: int = 0
    spelt: str = ""


_plain = lru_cache(maxsize=65536)(fold)  # of one word


def words_of(text: str) -> tuple[str, ...]:
    """The plain words of a name."""
    return tuple(_plain(word) for word in _WORD.findall(text))


class Names:
    """The names of a region, and those from elsewhere that hold one of them ("Bouches-du-Rhône", "Valence-d’Agen")."""

    def __init__(self, codes: frozenset[str], knowledge: Knowledge) -> None:
        self.codes = codes
        self._doubtful = {words_of(line.words): not line.sure for line in knowledge.of("doubtful")}
        self._entries: dict[tuple[str, ...], _Entry] = {}
        self._communes()
        for one in departments().values():
            here: tuple[str, ...] = (one.code,) if one.code in codes else ()
            words = words_of(one.name)
            if here or words not in self._entries:  # Vienne in Isère is no department
                self._entries[words] = _Entry("department", here, sure=words[-1] not in _RIVERS or len(words) > 1)
        for line in knowledge.of("province"):
            here = tuple(code for code in line.departments if code in codes)
            self._entries[words_of(line.words)] = _Entry("province", here, sure=line.sure, spelt=line.words.casefold())
        self._entries.pop((), None)
        self._first = {words[0] for words in self._entries}

    def _communes(self) -> None:
        """Every name of several words, and those of one word in the region."""
        found: dict[tuple[str, ...], dict[str, int]] = {}
        for line in geography.communes().lines.values():
            department, name, _postal, _latitude, _longitude, population, *_rest = line.split("\t")
            people = found.setdefault(words_of(name), {})
            people[department] = max(int(population), people.get(department, 0))
        for row in rows("usual_names", folder=geography.DATA):
            line = geography.communes().lines.get(row["insee"], "")
            if line:
                found.setdefault(words_of(row["name"]), {}).setdefault(line.split("\t", 1)[0], int(line.split("\t")[5]))
        for words, people in found.items():
            here = {code: number for code, number in people.items() if code in self.codes}
            if here or len(words) > 1:
                self._entries[words] = _commune(words, here, people, doubtful=words in self._doubtful)

    def is_doubtful_in_an_imprint(self, name: str) -> bool:
        """Whether books were printed in another town of this name."""
        return self._doubtful.get(words_of(name), False)

    def named_in(self, text: str) -> tuple[Named, ...]:
        """The places of the region that a text names, in its order."""
        found = list(_WORD.finditer(text))
        words = [_plain(match[0]) for match in found]
        named, at = [], 0
        while at < len(words):
            length = self._longest(words, at) if words[at] in self._first and not found[at][0].islower() else 0
            if length:
                entry = self._entries[tuple(words[at : at + length])]
                where = _Where(text, words, found, at, length)
                if entry.departments and (one := self._told(entry, where)):
                    named.append(one)
                length += len(words_of(where.beside()))
            at += length or 1
        return tuple(named)

    def _longest(self, words: Sequence[str], at: int) -> int:
        return next((size for size in range(min(_LONGEST, len(words) - at), 0, -1) if tuple(words[at : at + size]) in self._entries), 0)

    def _told(self, entry: _Entry, where: _Where) -> Named | None:
        """What the name means where it stands; None where it is no place of the region."""
        if beside := where.beside():
            within = [areas().get(" ".join(words_of(part)), frozenset()) for part in re.split(r"[;,]", beside)]
            if any(within) or entry.kind == "commune" or fold(beside) == _COUNTRY:
                here = tuple(code for code in entry.departments if fold(beside) == _COUNTRY or any(code in codes for codes in within))
                return Named(f"{where.said()} ({beside})", here, sure=True) if here else None
        if where.is_of_something_else() or (entry.kind == "province" and not where.is_spelt(entry.spelt)):
            return None
        sure = not where.is_part_of_a_name() and _is_sure(entry, where)
        doubtful = entry.kind != "commune" or entry.population >= TOWN or where.length > 1
        return Named(where.said(), entry.departments, sure) if sure or doubtful else None


def _is_sure(entry: _Entry, where: _Where) -> bool:
    """Whether a name can hardly mean anything else where it stands."""
    if entry.kind == "department":
        return entry.sure or where.is_a_department()
    return entry.sure and (where.is_a_place(entry.population) if entry.kind == "commune" else not where.is_of_a_house())


def _commune(words: tuple[str, ...], here: dict[str, int], people: dict[str, int], *, doubtful: bool) -> _Entry:
    """A commune of the region, or, with no department, a name that is of another place or of too many."""
    elsewhere = max((number for code, number in people.items() if code not in here), default=0)
    largest = max(here.values(), default=0)
    if not here or (elsewhere and largest < MUCH_LARGER * elsewhere):
        return _Entry("commune", tuple(here) if here and not elsewhere else (), sure=False, population=largest)
    alone = not elsewhere or largest >= MUCH_LARGER * elsewhere
    long = sum(1 for word in words if word not in _LINKS) > 2  # "Saint-Chamond" may be a person; "Saint-Pierre-de-Chartreuse" hardly
    sure = alone and len(here) == 1 and not doubtful and (long or largest >= TOWN)
    return _Entry("commune", tuple(here), sure, largest)


class _Where(NamedTuple):
    """A name where it stands: the text, its words as they are compared and as they are found, the place and the number of the name's."""

    text: str
    words: Sequence[str]
    found: Sequence[re.Match[str]]
    at: int
    length: int

    def said(self) -> str:
        """The name as it is written."""
        return self.text[self.found[self.at].start() : self.found[self.at + self.length - 1].end()]

    def is_spelt(self, name: str) -> bool:
        """Whether it has the accents of this name in small letters, or is all in capitals: "la Dauphine" is no province."""
        return self.said().casefold() == name or self.said().isupper()

    def beside(self) -> str:
        """What stands in brackets right after it: "Isère" of "Vienne (Isère)"."""
        end = self.found[self.at + self.length - 1].end()
        rest = self.text[end : end + 60].lstrip(" ]")
        inside, bracket, _ = rest[1:].partition(")")
        return inside.strip() if rest.startswith("(") and bracket and not inside[:1].isdigit() else ""

    def _before(self) -> Iterator[str]:
        """The words before the name, the nearest first, without articles and prepositions."""
        return (word for word in reversed(self.words[max(self.at - 5, 0) : self.at]) if word not in _LINKS)

    def is_of_something_else(self) -> bool:
        """Whether it is a street's, a church's, a government's or a person's name."""
        nearest = next(self._before(), "")
        if nearest in _STREETS or nearest in _RULES:
            return True
        return (self.words[self.at] in ("saint", "sainte") and (nearest in _CHURCHES or self._is_of_a_town())) or self._is_a_surname()

    def _is_of_a_town(self) -> bool:
        """Whether a saint's name is followed by that of a town, as a church's is: "Saint-Étienne de Caen"."""
        after = self.at + self.length
        return after + 1 < len(self.words) and self.words[after] in ("de", "d", "du") and not self.found[after + 1][0].islower()

    def is_part_of_a_name(self) -> bool:
        """Whether it is joined to other words: "Paris-Lyon-Méditerranée", "Grenoble Street"."""
        start, end = self.found[self.at].start(), self.found[self.at + self.length - 1].end()
        if self.text[start - 1 : start] == "-" or self.text[end : end + 1] == "-":
            return True
        after = self.at + self.length
        if after >= len(self.words) or self.words[after] in _LINKS or self.found[after][0].isnumeric():
            return False
        return self.text[end : self.found[after].start()] == " " and self.found[after][0][:1].isupper()

    def _is_a_surname(self) -> bool:
        """Whether a word in capitals stands right before: "Nathaniel Lyon"."""
        if not self.at or self.words[self.at - 1] in _LINKS:
            return False
        before = self.found[self.at - 1]
        return before[0][:1].isupper() and self.text[before.end() : self.found[self.at].start()] == " "

    def is_of_a_house(self) -> bool:
        """Whether it is the name of a family or of a title."""
        return next(self._before(), "") in _HOUSES

    def is_a_place(self, population: int) -> bool:
        """Whether a word before it says that it is one, or it is too well known to be anything else."""
        if population >= CITY:
            return True
        if self.is_of_a_house() or next(self._before(), "") == "dame":
            return False
        telling = sum(1 for word in self.words[self.at : self.at + self.length] if word not in _LINKS)
        return telling > 1 or (self.at > 0 and self.words[self.at - 1] in _BEFORE_A_PLACE)

    def is_a_department(self) -> bool:
        """Whether a department is spoken of just before."""
        return any(word in _DEPARTMENT for word in self.words[max(self.at - 4, 0) : self.at])


def together(found: Iterable[Named]) -> tuple[Named, ...]:
    """Each place once, as it was first named."""
    return tuple({one.words.casefold(): one for one in reversed(list(found))}.values())[::-1]
