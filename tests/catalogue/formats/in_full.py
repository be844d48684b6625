"""What is read of each fixture and what is written of it, in every format: kept whole in ``tests/fixtures/in_full``.

``python -m tests.catalogue.formats.in_full`` writes these files again, to be looked at before they are committed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import product
from typing import get_args

from lxml import etree

from catalogue.core.description import (
    Agent,
    DateSpan,
    Description,
    DigitalCopy,
    Identifier,
    Language,
    Link,
    Note,
    Publication,
    Subject,
    Title,
)
from catalogue.core.kinds import (
    AgentKind,
    DateKind,
    LanguageRole,
    NoteKind,
    PublicationKind,
    Rank,
    Relation,
    SubjectKind,
    TitleKind,
)
from catalogue.core.serialization import to_dict
from catalogue.formats import dublin_core, marc21, unimarc
from catalogue.formats.dublin_core.writing import Said, write_oai_dc, write_qualified
from catalogue.formats.edm import write_edm
from catalogue.formats.marc.record import MarcRecord
from catalogue.formats.marc21.writing import write as write_marc21
from catalogue.formats.mods import write_mods
from catalogue.formats.unimarc.writing import write as write_unimarc
from tests.catalogue.formats.everything import EVERYTHING
from tests.catalogue.formats.written import FIXTURES, MARC21_LEADER, fixture

KEPT = FIXTURES / "in_full"
SAID = Said(
    address="https://region.example/ark:/99999/a1",
    institutions={"693836101": "Bibliothèque municipale de Lyon"},
    licence="https://creativecommons.org/publicdomain/zero/1.0/",
)


def every_word() -> Description:
    """A description with a part of each kind that the closed lists name."""
    copies = (
        DigitalCopy(
            url="https://a.example/1", label="Exemplaire 1", manifest="https://a.example/1/manifest", thumbnail="https://a.example/1.jpg"
        ),
        DigitalCopy(url="https://a.example/2", ark="ark:/12148/bpt6k1", rights="Domaine public"),
        DigitalCopy(manifest="https://a.example/3/manifest"),
    )
    return Description(
        identifier="c1",
        material="text",
        document_type="periodical",
        level="serial",
        titles=tuple(Title(value=f"Titre {kind}", kind=kind, language="ita") for kind in get_args(TitleKind)),
        agents=tuple(
            Agent(name=f"Nom {kind}", kind=kind, rank=rank, roles=("340", "651"), dates="1790-1860", qualifier="baron", variants=("Имя",))
            for kind, rank in product(get_args(AgentKind), get_args(Rank))
        ),
        publications=tuple(
            Publication(kind=kind, places=("Lyon", "Genève"), names=("Barret",), date="1800-1802") for kind in get_args(PublicationKind)
        ),
        dates=tuple(DateSpan(display="1800-1802", start=1800, end=1802, kind=kind, uncertain=True) for kind in get_args(DateKind)),
        languages=tuple(Language(code="ger", role=role) for role in get_args(LanguageRole)),
        notes=tuple(Note(value=f"Note {kind}", kind=kind) for kind in get_args(NoteKind)),
        subjects=tuple(Subject(value=f"Sujet {kind} -- Lyon", kind=kind, scheme="rameau") for kind in get_args(SubjectKind)),
        links=tuple(
            Link(relation=relation, title=f"Titre {relation}", volume="2", identifiers=(Identifier(scheme="issn", value="0150-3944"),))
            for relation in get_args(Relation)
        ),
        digital_copies=copies,
    )


def cases() -> dict[str, Description]:
    """The description of every fixture, one that says something everywhere, one with every word of the closed lists."""
    found = {"everything": EVERYTHING, "every_word": every_word()}
    for path in sorted((FIXTURES / "unimarc").glob("*.txt")):
        found[path.stem] = unimarc.describe(fixture(f"unimarc/{path.stem}"))
    for path in sorted((FIXTURES / "marc21").glob("*.txt")):
        found[path.stem] = marc21.describe(fixture(f"marc21/{path.stem}", leader=MARC21_LEADER))
    for path in sorted((FIXTURES / "dublin_core").glob("*.xml")):
        found[path.stem] = dublin_core.describe(etree.fromstring(path.read_bytes()), identifier=path.stem)
    return found


def _lines(record: MarcRecord) -> str:
    """A MARC record in lines, blanks as ``#``: what :mod:`tests.catalogue.formats.written` reads."""
    told = [f"LDR {record.leader.replace(' ', '#')}"]
    for field in record.fields:
        if field.value or not field.subfields:
            told.append(f"{field.tag} {field.value.replace(' ', '#') if field.tag in ('007', '008') else field.value}")
        else:
            inside = "".join(f"${code}{value}" for code, value in field.subfields)
            told.append(f"{field.tag} {field.indicators.replace(' ', '#')}{inside}")
    return "\n".join(told).replace("\x98", "<<").replace("\x9c", ">>")


def indented(written: bytes) -> str:
    """XML in lines."""
    tree = etree.fromstring(written)
    etree.indent(tree)
    return str(etree.tostring(tree, encoding="unicode"))


WRITTEN: dict[str, Callable[[Description], str]] = {
    "UNIMARC": lambda description: _lines(write_unimarc(description)),
    "MARC 21": lambda description: _lines(write_marc21(description)),
    "MODS": lambda description: indented(write_mods(description, SAID)),
    "EDM": lambda description: indented(write_edm(description, SAID, provider="Traboule", keeper="Bibliothèque municipale de Lyon")),
    "oai_dc": lambda description: indented(write_oai_dc(description, SAID)),
    "Dublin Core, qualified": lambda description: indented(write_qualified(description, SAID)),
}


def in_full(description: Description) -> str:
    """What was read, as JSON, then what is written of it, a heading before each format."""
    read = json.dumps(to_dict(description), ensure_ascii=False, indent=1)
    parts = [f"=== read\n{read}", *(f"=== {name}\n{write(description)}" for name, write in WRITTEN.items())]
    return "\n".join(parts) + "\n"


def main() -> None:
    """Write every file again; what has no case any more goes."""
    KEPT.mkdir(exist_ok=True)
    for path in KEPT.glob("*.txt"):
        path.unlink()
    for name, description in cases().items():
        (KEPT / f"{name}.txt").write_text(in_full(description), encoding="utf-8")


if __name__ == "__main__":
    main()
