"""National directories into the register: what each of their lines became, and which of them is an institution that is known by its RCR."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import BinaryIO

from catalogue.core.isil import LIBRARY, kind_of
from catalogue.core.messages import Message
from catalogue.core.text import fold
from catalogue.formats.directories import DirectoryLine, read_directory
from catalogue.models import RegisterEntry
from catalogue.services import register
from catalogue.services.register import Listed, Loaded


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that nothing could be made of, and why."""

    line: int
    name: str
    reason: Message


@dataclass(slots=True)
class DirectoryReport:
    """What became of a directory. ``read`` = the other counts together: each line is in one of them.

    ``elsewhere``: of another region than the one asked for; ``repeated``: of an institution that a later line describes again;
    ``joined`` counts, among those loaded, the lines that have the ministry's number alone and are known by an RCR already.
    """

    read: int = 0
    elsewhere: int = 0
    repeated: int = 0
    joined: int = 0
    loaded: Loaded = field(default_factory=lambda: Loaded(0, 0, 0))
    refused: list[RefusedLine] = field(default_factory=list)


def import_directory(stream: BinaryIO, *, departments: Collection[str] = ()) -> DirectoryReport:
    """Load a directory into the register, of some ``departments`` or of all; a second time changes nothing, people's pages never change.

    Raises ``formats.directories.BadDirectory`` for a file that is none. Some seconds for the sixteen thousand libraries of France.
    """
    report = DirectoryReport()
    lines = list(_usable(read_directory(stream), departments, report))
    known = _by_name_and_commune()
    listed: dict[str, Listed] = {}
    for line in lines:
        found = line.isil or known.get((line.insee, fold(line.name)), "")
        report.joined += bool(found and not line.isil)
        identity = found or line.identity
        report.repeated += identity in listed
        listed[identity] = Listed(
            identity,
            line.name,
            line.town,
            line.insee,
            line.department,
            line.latitude,
            line.longitude,
            kind=kind_of(found) if found else LIBRARY,
        )
    report.loaded = register.load(listed.values())
    return report


def _usable(lines: Iterable[DirectoryLine], departments: Collection[str], report: DirectoryReport) -> Iterable[DirectoryLine]:
    for line in lines:
        report.read += 1
        if departments and line.department not in departments:
            report.elsewhere += 1
        elif line.refused is not None:
            report.refused.append(RefusedLine(line.line, line.name, line.refused))
        else:
            yield line


def _by_name_and_commune() -> dict[tuple[str, str], str]:
    """The ISIL of each library with an RCR that alone in its commune has its name.

    The ministry's data give no RCR. The five figures after an RCR's beginning are the commune's: of an entry that says nothing else.
    """
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for isil, rcr, insee, name in RegisterEntry.objects.exclude(rcr="").exclude(name="").values_list("isil", "rcr", "insee", "name"):
        found[insee or rcr[:5], fold(name)].add(isil)
    return {key: next(iter(isils)) for key, isils in found.items() if len(isils) == 1}
