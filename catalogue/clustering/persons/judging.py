"""Whether two forms of a name are one person's: told by an agency's number, else proposed to a person, or different.

Nothing but a number that both bear makes them the same unasked: a name, dates and trades agree between father and son.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.distance import OSA

from catalogue.clustering.evidence import Band, Evidence, Judgement
from catalogue.clustering.persons import bodies, lives, names
from catalogue.clustering.persons.facts import MAKERS, Facts
from catalogue.clustering.persons.lives import Years
from catalogue.clustering.persons.names import Forename, Name

ENOUGH = 4  # points from which a person is asked
_SPELT = 5
_NEAR = 20  # years
_GAP = {True: 45, False: 100}  # years between what two undated makers made, between texts of two undated authors
# aspect → level → points; a level without points tells them apart.
POINTS: dict[str, dict[str, int]] = {
    "name": {"same": 3, "latin": 2, "spelt": 2, "fuller": 2, "part": 2, "initials": 1, "surname": 0, "among": 0},
    "body": {"same": 4, "same_moved": 4, "unqualified": 2},
    "generation": {"none": 0, "same": 1, "one_sided": -1},
    "dates": {"same": 3, "one": 2, "compatible": 1, "missing": 0},
    "activity": {"same": 2, "near": 1, "missing": 0, "far": 0},
    "roles": {"same": 1, "kin": 0, "missing": 0, "other": -1},
}


class _Found(NamedTuple):
    level: str
    one: str = ""
    other: str = ""


def judge(a: Facts, b: Facts) -> Judgement:
    """What is thought of two forms: "same" for a number in common, "propose" where enough agrees and nothing gainsays it, else
    "different". Symmetric but for the order of what is printed.
    """
    if common := sorted(set(a.numbers) & set(b.numbers)):
        return Judgement(band="same", points=0, decided_by=common[0])
    if tells_apart(a.numbers, b.numbers):
        return Judgement(band="different", points=0, vetoes=("numbers",))
    if a.is_person != b.is_person:
        return Judgement(band="different", points=0, vetoes=("kind",))
    found: list[Evidence] = []
    for aspect, one in _aspects(a, b):
        points = POINTS[aspect].get(one.level)
        if points is None:
            return Judgement(band="different", points=0, vetoes=(aspect,))
        found.append(Evidence(field=aspect, level=one.level, points=points, values=(one.one, one.other)))
    points = sum(one.points for one in found)
    band: Band = "propose" if points >= ENOUGH else "different"
    return Judgement(band=band, points=points, evidence=tuple(found), doubts=tuple(_doubts(found)))


def gainsays(a: Facts, b: Facts) -> bool:
    """Whether what two forms say of themselves can be no one person's, their names aside: numbers, dates of life, ranks in a family. Of two
    persons with several forms each, one such pair tells them apart.
    """
    if tells_apart(a.numbers, b.numbers) or _dates(a, b).level == "differ":
        return True
    return a.is_person and b.is_person and _generation(names.read(a.name, a.qualifier), names.read(b.name, b.qualifier)).level == "differ"


def tells_apart(numbers: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether one agency gives the two other numbers."""
    agencies = {number.partition(":")[0] for number in numbers} & {number.partition(":")[0] for number in others}
    return any(not _of(numbers, agency) & _of(others, agency) for agency in agencies)


def _of(numbers: tuple[str, ...], agency: str) -> set[str]:
    return {number for number in numbers if number.startswith(f"{agency}:")}


def _aspects(a: Facts, b: Facts) -> Iterator[tuple[str, _Found]]:
    """Cheapest first: most pairs of a block are told apart by the name."""
    if a.is_person:
        one, other = names.read(a.name, a.qualifier), names.read(b.name, b.qualifier)
        yield "name", _Found(_named(one, other), a.name, b.name)
        yield "generation", _generation(one, other)
    else:
        yield "body", _Found(bodies.level(bodies.read(a.name, a.qualifier), bodies.read(b.name, b.qualifier)), a.name, b.name)
    yield "dates", _dates(a, b)
    yield "activity", _activity(a, b)
    yield "roles", _roles(a, b)


def _named(one: Name, other: Name) -> str:
    if not one.surname or not other.surname:
        return "differ"
    surname = _surnames(one, other)
    forenames = _forenames(one.forenames, other.forenames)
    if surname == "differ" or forenames == "differ":
        whole = len(one.words) > 1 and one.words == other.words
        return "same" if whole else "differ"
    if forenames == "missing":
        return "surname" if one.forenames or other.forenames else surname
    return forenames if forenames != "same" else surname


def _surnames(one: Name, other: Name) -> str:
    if one.written == other.written:
        return "same"
    if one.surname == other.surname:
        return "latin"
    words, others = set(one.surname), set(other.surname)
    if words < others or others < words:
        return "part"
    joined, other_joined = "".join(one.surname), "".join(other.surname)
    near = min(len(joined), len(other_joined)) >= _SPELT and OSA.distance(joined, other_joined, score_cutoff=1) <= 1
    return "same" if joined == other_joined else "spelt" if near else "differ"


def _forenames(ones: tuple[Forename, ...], others: tuple[Forename, ...]) -> str:
    """ "same", "fuller" (more of them on one side, after the first), "among" (the usual one is not the first), "initials",
    "missing" or "differ".
    """
    if not ones or not others:
        return "missing"
    shorter, longer = sorted((ones, others), key=len)
    if not all(_meet(one, other) for one, other in zip(shorter, longer, strict=False)):
        return "among" if _whole(shorter) < _whole(longer) and not any(one.short for one in shorter) else "differ"
    if any(one.short != other.short or one.short for one, other in zip(shorter, longer, strict=False)):
        return "initials"
    return "same" if len(shorter) == len(longer) else "fuller"


def _whole(forenames: tuple[Forename, ...]) -> set[str]:
    return {one.word for one in forenames if not one.short}


def _meet(one: Forename, other: Forename) -> bool:
    if not one.short and not other.short:
        return one.word == other.word
    if one.short and other.short:
        return one.word.startswith(other.word) or other.word.startswith(one.word)
    short, whole = (one.word, other.word) if one.short else (other.word, one.word)
    return any(form.startswith(short) for form in names.forms_of_forename(whole))


def _generation(one: Name, other: Name) -> _Found:
    said = " ".join(sorted(one.generations)), " ".join(sorted(other.generations))
    if not any(said):
        return _Found("none")
    if (one.generations ^ other.generations) & names.SOMEBODY_ELSE:
        return _Found("differ", *said)
    if not all(said):
        return _Found("one_sided", *said)
    return _Found("same" if said[0] == said[1] else "differ", *said)


def _dates(a: Facts, b: Facts) -> _Found:
    one, other = a.life, b.life
    ends = [(x, y) for x, y in ((one.birth, other.birth), (one.death, other.death)) if x and y]
    if any(not lives.meet(x, y) for x, y in ends):
        return _Found("differ", a.dates, b.dates)
    if not ends:
        return _Found("missing", a.dates, b.dates)
    # « 15..-1631 » and « 1571-1631 » agree upon a year; « 15.. » and « 1571 » upon a century alone.
    agreeing = sum(max(x[1] - x[0], y[1] - y[0]) <= _NEAR for x, y in ends)
    return _Found(("compatible", "one", "same")[agreeing], a.dates, b.dates)


def _activity(a: Facts, b: Facts) -> _Found:
    """Whether what each did can be one person's: years of making against years of making, else lives against years."""
    making = bool(a.made or b.made) and bool(MAKERS.intersection(a.roles) and MAKERS.intersection(b.roles))
    told = _printed(a), _printed(b)
    if _dated(a) and _dated(b):
        return _Found("same" if lives.meet(_window(a), _window(b)) else "differ", *told)
    for dated, undated in ((a, b), (b, a)):
        if not _dated(dated):
            continue
        worked = [(years, made) for years, made in ((undated.made, True), (undated.wrote, False)) if years]
        if not worked:
            return _Found("missing", *told)
        distances = [lives.gap(window, years) for years, made in worked if (window := dated.may_have_worked(making=made))]
        return _Found("differ" if not distances or min(distances) else _closeness(dated, undated), *told)
    return _Found(_undated(a, b, making=making), *told)


def _closeness(dated: Facts, undated: Facts) -> str:
    """Of one whose dates allow it: whether it was in her lifetime."""
    alive = dated.may_have_worked(making=True)
    spans = [years for years in (undated.made, undated.wrote) if years]
    return "same" if alive and any(lives.meet(alive, years) for years in spans) else "far"


def _undated(a: Facts, b: Facts, *, making: bool) -> str:
    spans, others = [x for x in (a.made, a.wrote) if x], [x for x in (b.made, b.wrote) if x]
    if not spans or not others:
        return "missing"
    apart = min(lives.gap(one, other) for one in spans for other in others)
    mixed = bool(a.made) != bool(b.made)
    if apart > _GAP[making or mixed]:
        return "differ"
    return "same" if not apart else "near" if apart <= _NEAR else "far"


def _dated(facts: Facts) -> bool:
    return facts.may_have_worked(making=True) is not None


def _window(facts: Facts) -> Years:
    return facts.may_have_worked(making=True) or (0, 0)


def _printed(facts: Facts) -> str:
    spans = [years for years in (facts.made, facts.wrote) if years]
    if not spans:
        return ""
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    return f"{first}-{last}" if first != last else str(first)


def _roles(a: Facts, b: Facts) -> _Found:
    if not a.roles or not b.roles:
        return _Found("missing")
    if set(a.roles) & set(b.roles):
        return _Found("same")
    return _Found("kin" if a.trades & b.trades else "other")


def _doubts(found: list[Evidence]) -> Iterator[str]:
    """What whoever decides should look at first."""
    levels = {one.field: one.level for one in found}
    if levels.get("generation") == "one_sided":
        yield "generation"
    if levels.get("name") in ("initials", "surname", "part", "among") or levels.get("body") == "unqualified":
        yield "name"
    if levels.get("dates") == "missing":
        yield "dates"
