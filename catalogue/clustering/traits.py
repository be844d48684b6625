"""What matching sees of a description: a narrow, frozen row, derived once and kept, from which keys and judgements are made."""

from __future__ import annotations

from msgspec import Struct


class Traits(Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """The normalised values of one description. Words are folded, in their early spelling (u for v, i for j and y), without plural.

    ``title``: the important words of the title proper, of what completes it and of its parts, in order. ``main``: those of the title
    proper alone. ``statement``: every word that the record says of its title and of who made it. ``squeezed``: the same without spaces,
    for words that are parted otherwise. ``numbers``: those in the title; ``volumes``: those that name a part.

    ``years``: as printed on the document, or as coded where nothing is printed; ``coded``: as coded; ``reprinted``: of other printings;
    ``copyrighted``: of the copyright; ``ranged``: they are the first and last of a set; ``span``: what an uncertain date may cover, both
    ends included. ``pages``: the largest numbered sequence, ``sequences``: all of them, ``prelims``: in Roman figures; ``in_volumes``: how
    many volumes. ``edition``: its number. ``identifiers``: ``scheme:value`` of those that name one edition. ``kind``: of what it is made
    and how it is written down; ``score``: whether a score is one of all parts ("full"), a reduction or parts; ``carriers``: how many discs
    or tapes. ``edition_year``: in an edition statement without a number, as states of maps have. ``institutions``: who holds it, for what
    exists once.
    """

    title: tuple[str, ...] = ()
    main: tuple[str, ...] = ()
    statement: tuple[str, ...] = ()
    squeezed: str = ""
    other_titles: tuple[str, ...] = ()
    generic: bool = False
    numbers: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    coded: tuple[int, ...] = ()
    reprinted: tuple[int, ...] = ()
    copyrighted: tuple[int, ...] = ()
    span: tuple[int, int] | None = None
    ranged: bool = False
    pages: int = 0
    sequences: tuple[int, ...] = ()
    prelims: int = 0
    in_volumes: int = 0
    towns: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    edition: int = 0
    edition_year: int = 0
    edition_words: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    series_numbers: tuple[str, ...] = ()
    reprint: bool = False
    facsimile: bool = False
    format: str = ""
    languages: tuple[str, ...] = ()
    translated: bool = False
    kind: str = ""
    score: str = ""
    carriers: int = 0
    microform: bool = False
    fingerprint: str = ""
    identifiers: tuple[str, ...] = ()
    isbns: tuple[str, ...] = ()
    early: bool = False
    unique: bool = False
    serial: bool = False
    institutions: tuple[str, ...] = ()
