"""Does a finding aid that goes out and comes back lose nothing, and is what goes out valid?"""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from catalogue.core.dates import parse
from catalogue.core.description import Agent, DateSpan, Identifier, Language, Subject
from catalogue.formats.ead import Component, FindingAid, read_ead
from catalogue.formats.ead.checking.schema import _dtd
from catalogue.formats.ead.model import LEVELS, DigitalObject, Extent, Header, Note, Reference, Unit, UnitId
from catalogue.formats.ead.writing import write_ead

Tree = tuple[Header, list[Component]]

words = st.text(st.sampled_from("abé œ’<&>\"'[]?;19 "), min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
tokens = st.sampled_from(["", "cote", "rameau", "ancienne cote", "1er", "é"])
dates = st.one_of(
    st.sampled_from(["1871", "vers 1600", "[18--?]", "s.d.", "an II", "XVIe siècle", "1er mars 1871"]).map(
        lambda t: parse(t, kind="creation")
    ),
    st.builds(
        DateSpan, display=words, start=st.integers(1, 1500), end=st.integers(1501, 2000), uncertain=st.booleans(), kind=st.just("creation")
    ),
)
numbers = st.sampled_from([(), (Identifier(scheme="idref", value="027241637"),), (Identifier(scheme="wikidata", value="Q42"),)])
references = st.builds(Reference, text=words, href=st.just("https://example.org/a?b&c"), target=st.just("")) | st.builds(
    Reference, text=words, href=st.just(""), target=st.sampled_from(["c0", "c1", "absent", "1 2"])
)
kinds = st.sampled_from(["scopecontent", "accessrestrict", "bioghist", "odd", "legalstatus", "index", "relations", "note", "custodhist"])
notes = st.builds(
    Note,
    kind=kinds,
    heading=st.just("") | words,
    paragraphs=st.lists(words, min_size=1, max_size=3).map(tuple),
    references=st.lists(references, max_size=2).map(tuple),
    within=st.sampled_from(["", "", "accessrestrict", "odd", "scopecontent"]),
)
objects = st.builds(
    DigitalObject, href=st.just("https://example.org/1"), title=words, role=st.sampled_from(["", "image"]), internal=st.booleans()
) | st.builds(DigitalObject, href=st.just("h"), thumbnail=st.just("v"), title=words, parts=st.just((("image", "h"), ("vignette", "v"))))
terms = st.builds(
    Subject, value=words, kind=st.just("place"), scheme=tokens, identifiers=numbers, place=st.just("controlaccess/geogname")
) | st.builds(Subject, value=words, kind=st.just("free"), place=st.just("physdesc/genreform"))
extents = st.builds(Extent, value=words, unit=st.just("ml"), kind=st.sampled_from(["extent", "spaceoccupied"]))
agents = st.builds(
    Agent,
    name=words,
    kind=st.sampled_from(["person", "family", "corporate", "unknown"]),
    identifiers=numbers,
    qualifier=st.just("") | words,
)
first_notes = st.builds(
    Note, kind=st.sampled_from(["abstract", "note", "didnote"]), paragraphs=st.lists(words, min_size=1, max_size=2).map(tuple)
)
units = st.builds(
    Unit,
    level=st.sampled_from([*LEVELS, "piece", ""]),
    ids=st.lists(st.builds(UnitId, value=words, kind=tokens), max_size=2).map(tuple),
    title=words,
    other_titles=st.lists(words, max_size=1).map(tuple),
    dates=st.lists(dates, max_size=2, unique=True).map(tuple),
    extents=st.lists(extents, max_size=2, unique=True).map(tuple),
    languages=st.sampled_from([(), (Language(code="fre"), Language(code="lat"))]),
    language_note=st.just("") | words,
    producers=st.lists(agents, max_size=2, unique=True).map(tuple),
    repository=words,
    repository_code=st.sampled_from(["", "690001001"]),
    location=st.just("") | words,
    containers=st.lists(st.builds(UnitId, value=words, kind=tokens), max_size=1).map(tuple),
    terms=st.lists(terms, max_size=3, unique=True).map(lambda found: tuple(sorted(found, key=lambda one: one.place))),
    notes=st.tuples(
        st.lists(first_notes, max_size=2),
        st.lists(notes, max_size=3),
    ).map(lambda both: (*both[0], *both[1])),
    digital=st.lists(objects, max_size=2).map(tuple),
)  # fmt: skip
headers = st.builds(
    Header, eadid=words, identifier=st.just("") | words, agency=tokens, country=tokens, url=st.just("https://example.org/é"), title=words,
    subtitle=st.just("") | words, author=st.just("") | words, publisher=st.just("") | words, date=st.just("") | words,
    creation=st.just("") | words, language=st.sampled_from(["", "fre", "en français"]), rules=st.just("") | words,
    revisions=st.lists(words, max_size=2).map(tuple),
)  # fmt: skip


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """A finding aid of a few components: the shape first, then what each says."""
    parents = [-1, *(draw(st.integers(0, place)) for place in range(draw(st.integers(0, 6))))]
    children: dict[int, list[int]] = {}
    for number, parent in enumerate(parents):
        children.setdefault(parent, []).append(number)
    made: list[Component] = []

    def grow(number: int, parent: int, depth: int, path: str, internal: bool) -> int:
        first = len(made)
        unit = draw(units)
        identifier = draw(st.sampled_from([f"c{first}", "", f"{first} mal formé"])) if number else ""
        unit = replace(unit, identifier=identifier, level=unit.level or "file" if not number else unit.level)
        internal = internal or (bool(number) and draw(st.integers(0, 5)) == 0)
        key = "" if not number else identifier or path
        made.append(Component(first=first, last=first, parent=parent, depth=depth, key=key, internal=internal, unit=unit))
        last = first
        for place, child in enumerate(children.get(number, ()), start=1):
            last = grow(child, first, depth + 1, f"{path}/{place}", internal)
        made[first] = replace(made[first], last=last)
        return last

    grow(0, -1, 0, "", False)
    return draw(headers), made


def written(tree: Tree) -> bytes:
    keys = {component.key for component in tree[1]}
    return b"".join(write_ead(*tree, known=keys.__contains__))


def read(data: bytes) -> Tree:
    """The finding aid of a file, its components in the order of the document."""
    *components, aid = read_ead(io.BytesIO(data))
    assert isinstance(aid, FindingAid), aid
    return aid.header, sorted((one for one in components if isinstance(one, Component)), key=lambda one: one.first)


def faults(data: bytes) -> list[str]:
    """What the DTD of EAD 2002 has against it."""
    root = etree.fromstring(data, etree.XMLParser(load_dtd=False, resolve_entities=False, no_network=True, huge_tree=True))
    return [] if _dtd().validate(root) else [error.message for error in list(_dtd().error_log)[:5]]  # type: ignore[call-overload]


@settings(max_examples=120)
@given(trees())
def test_a_finding_aid_that_goes_out_comes_back_as_it_was_and_is_valid(tree: Tree) -> None:
    data = written(tree)
    assert faults(data) == []
    header, components = read(data)
    assert header == tree[0]
    assert components == tree[1]


def _french_files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.suffix.lower() == ".xml" and path.stat().st_size < 3_000_000)


def test_every_real_file_goes_out_and_comes_back_as_it_was_read(shared_data: Path) -> None:
    tried = 0
    for path in _french_files(shared_data / "ead"):
        pieces = list(read_ead(io.BytesIO(path.read_bytes())))
        if not isinstance(pieces[-1], FindingAid) or len([one for one in pieces if not isinstance(one, Component)]) != 1:
            continue
        tree = read(path.read_bytes())
        data = written(tree)
        assert faults(data) == [], path.name
        assert read(data) == tree, path.name
        tried += 1
    assert tried >= 10


def test_a_finding_aid_of_any_length_is_written_in_little_memory() -> None:
    def peak(count: int) -> int:
        whole = Component(first=0, last=count, parent=-1, depth=0, key="", internal=False, unit=Unit(level="fonds", title="Fonds"))
        below = (
            Component(first=n, last=n, parent=0, depth=1, key=f"/{n}", internal=False, unit=Unit(title=f"Pièce {n}"))
            for n in range(1, count + 1)
        )
        tracemalloc.start()
        for _ in write_ead(Header(eadid="a", title="a"), (one for part in ([whole], below) for one in part), known=lambda _key: False):
            pass
        reached = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return reached

    peak(10)
    assert peak(10_000) <= 1.2 * peak(2_000)
