"""Notes and their links: each in its element where the grammar has it there, in ``odd`` with its name kept where it has not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from catalogue.formats.ead.kept import keeping
from catalogue.formats.ead.model import Note, Reference
from catalogue.formats.ead.writing.markup import element, escaped, is_name, start

Known = Callable[[str], bool]
"""Whether an identifier names a component of what is written."""

IN_DID = frozenset({"abstract", "note", "didnote"})
_PLAIN = frozenset({
    "accessrestrict", "accruals", "acqinfo", "altformavail", "appraisal", "arrangement", "bibliography", "bioghist", "custodhist",
    "fileplan", "odd", "originalsloc", "otherfindaid", "phystech", "prefercite", "processinfo", "relatedmaterial", "scopecontent",
    "separatedmaterial", "userestrict",
})  # fmt: skip
_OTHERWISE = "odd"


def split(notes: tuple[Note, ...]) -> tuple[tuple[Note, ...], tuple[Note, ...]]:
    """Those that stand in the ``did``, which come first, and the others."""
    first = next((place for place, note in enumerate(notes) if note.kind not in IN_DID or note.within), len(notes))
    return notes[:first], notes[first:]


def in_did(note: Note, known: Known) -> str:
    """A note of a ``did``: an abstract of one paragraph, else a note."""
    if note.kind == "abstract" and len(note.paragraphs) == 1:
        return f"{start('abstract', label=note.heading)}{''.join(_linked(note, known))}</abstract>"
    kind = "" if note.kind == "note" else note.kind
    return f"{start('note', label=note.heading, altrender=keeping(kind=kind))}{_paragraphs(note, known)}</note>"


def outside(notes: Iterable[Note], known: Known) -> Iterator[str]:
    """The notes after a ``did``; one that another encloses stands in it where both have one name, else beside it, which is kept."""
    end, kind = "", ""
    for note in notes:
        nested = note.within == note.kind and note.kind in _PLAIN
        if end and not (nested and note.kind == kind):
            yield end
            end, kind = "", ""
        name = note.kind if note.kind in _PLAIN else _OTHERWISE
        if nested:
            yield f"{'' if end else start(name)}{_opened(note, name)}{_paragraphs(note, known)}</{name}>"
        else:
            other = "" if name == note.kind else note.kind
            yield f"{_opened(note, name, within=note.within, kind=other)}{_paragraphs(note, known)}"
        end, kind = f"</{name}>", "" if name != note.kind else name
    if end:
        yield end


def _opened(note: Note, name: str, **held: str) -> str:
    head = element("head", note.heading) if note.heading else ""
    return f"{start(name, altrender=keeping(**held))}{head}"


def _paragraphs(note: Note, known: Known) -> str:
    return "".join(f"<p>{text}</p>" for text in _linked(note, known)) or "<p></p>"


def _linked(note: Note, known: Known) -> list[str]:
    """The paragraphs with their links, each around its words where these are found, in their order; else an empty one at that place."""
    pieces: list[list[str]] = [[] for _ in note.paragraphs] or [[]]
    texts = list(note.paragraphs) or [""]
    place, offset = 0, 0
    for reference in note.references:
        found = _place_of(reference.text, texts, place, offset)
        if found is None:
            pieces[place].append(_pointer(reference, known))
            continue
        while place < found[0]:
            pieces[place].append(escaped(texts[place][offset:]))
            place, offset = place + 1, 0
        pieces[place].append(escaped(texts[place][offset : found[1]]))
        pieces[place].append(_link(reference, known))
        offset = found[1] + len(reference.text)
    for number in range(place, len(texts)):
        pieces[number].append(escaped(texts[number][offset if number == place else 0 :]))
    return ["".join(each) for each in pieces]


def _place_of(words: str, texts: list[str], place: int, offset: int) -> tuple[int, int] | None:
    """The paragraph and the place in it of some words, from a place on."""
    if not words:
        return None
    for number in range(place, len(texts)):
        found = texts[number].find(words, offset if number == place else 0)
        if found >= 0:
            return number, found
    return None


def _link(reference: Reference, known: Known) -> str:
    if reference.target and not reference.href and is_name(reference.target) and known(reference.target):
        return element("ref", reference.text, target=reference.target)
    return element("extref", reference.text, href=reference.href, altrender=keeping(target=reference.target))


def _pointer(reference: Reference, known: Known) -> str:
    if reference.target and not reference.href and is_name(reference.target) and known(reference.target):
        return start("ptr", target=reference.target, title=reference.text)[:-1] + "/>"
    held = keeping(target=reference.target)
    return start("extptr", href=reference.href, title=reference.text, altrender=held)[:-1] + "/>"
