"""What forbids to group two records unasked, however much else agrees: a veto demotes to a proposal, it does not reject."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from catalogue.clustering.levels.statements import volumes_differ
from catalogue.clustering.traits import Traits

Levels = Mapping[str, str]


def _format(a: Traits, b: Traits, levels: Levels) -> bool:
    return bool(a.format and b.format) and a.format != b.format


def _fingerprint(a: Traits, b: Traits, levels: Levels) -> bool:
    """Three groups of four alike are the same setting read by another eye."""
    if not a.fingerprint or not b.fingerprint:
        return False
    groups = zip(*(tuple(print_[start : start + 4] for start in (0, 4, 8, 12)) for print_ in (a.fingerprint, b.fingerprint)), strict=True)
    return len([one for one, other in groups if one == other]) < 3


def languages_differ(a: Traits, b: Traits) -> bool:
    """Whether both say in what language they are, and none is of both."""
    return bool(a.languages and b.languages) and not any(language in b.languages for language in a.languages)


def _language(a: Traits, b: Traits, levels: Levels) -> bool:
    """Where the extents agree too, a language coded otherwise is as often an error: the policy of the setting decides."""
    return languages_differ(a, b) and levels["extent"] not in ("same", "near", "within", "volumes_same")


def _kind(a: Traits, b: Traits, levels: Levels) -> bool:
    return bool(a.kind and b.kind) and a.kind != b.kind


def _volume(a: Traits, b: Traits, levels: Levels) -> bool:
    return volumes_differ(a, b)


def _reprint(a: Traits, b: Traits, levels: Levels) -> bool:
    return levels["reprint"] == "one_other_year"


def _facsimile(a: Traits, b: Traits, levels: Levels) -> bool:
    return a.facsimile != b.facsimile


def _score(a: Traits, b: Traits, levels: Levels) -> bool:
    """The score of an opera, its reduction for voice and piano and the parts of its orchestra are three publications."""
    return bool(a.score and b.score) and a.score != b.score


def _carriers(a: Traits, b: Traits, levels: Levels) -> bool:
    return bool(a.carriers and b.carriers) and a.carriers != b.carriers


def _performers(a: Traits, b: Traits, levels: Levels) -> bool:
    """Two recordings of one work that name several people have nobody in common but who wrote it."""
    if (a.kind, b.kind) != ("sound", "sound"):
        return False
    wrote = {*a.authors, *b.authors}
    one, other = set(a.names) - wrote, set(b.names) - wrote
    return min(len(one), len(other)) > 1 and one.isdisjoint(other)


def _isbn(a: Traits, b: Traits, levels: Levels) -> bool:
    """Other numbers on the same title are other bindings or printings; equal ones decide nothing alone."""
    return bool(a.isbns and b.isbns) and not any(isbn in b.isbns for isbn in a.isbns)


VETOES: dict[str, Callable[[Traits, Traits, Levels], bool]] = {
    "volume": _volume,
    "number": lambda a, b, levels: levels["number"] == "differ",
    "series_number": lambda a, b, levels: levels["series"] == "number_differs",
    "imprint": lambda a, b, levels: levels["imprint"] == "differ",
    "edition": lambda a, b, levels: levels["edition"] == "differ",
    "reprint": _reprint,
    "facsimile": _facsimile,
    "format": _format,
    "fingerprint": _fingerprint,
    "language": _language,
    "translation": lambda a, b, levels: a.translated != b.translated and not _agree_language(a, b),
    "kind": _kind,
    "score": _score,
    "carriers": _carriers,
    "performers": _performers,
    "microform": lambda a, b, levels: a.microform != b.microform,
    "serial": lambda a, b, levels: a.serial != b.serial,
    "isbn": _isbn,
}


def _agree_language(a: Traits, b: Traits) -> bool:
    return any(language in b.languages for language in a.languages)


def vetoes_of(a: Traits, b: Traits, levels: Levels) -> tuple[str, ...]:
    """The vetoes that stand between two documents, in the order of :data:`VETOES`."""
    return tuple(name for name, holds in VETOES.items() if holds(a, b, levels))
