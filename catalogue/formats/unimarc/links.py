"""Links to other documents: 4XX, with standard subfields or with whole fields embedded after $1."""

from __future__ import annotations

from msgspec import convert

from catalogue.core.description import Identifier, Link, Series
from catalogue.core.identifiers import frbnf_of_ark, normalise_ark, normalise_frbnf, normalise_isbn, normalise_issn, normalise_ppn
from catalogue.core.kinds import Relation
from catalogue.formats.cleaning import clean, clean_title
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.punctuation import sentence
from catalogue.formats.tables import rows
from catalogue.formats.unimarc.identifiers import BNF

RELATIONS = convert({row["tag"]: row["relation"] for row in rows("unimarc_links")}, dict[str, Relation])


class _Target:
    """The document at the other end, under construction."""

    __slots__ = ("author", "numbers", "place", "subtitle", "title", "volume")

    def __init__(self, place: str) -> None:
        self.place = place
        self.title = self.author = self.subtitle = self.volume = ""
        self.numbers: list[Identifier] = []

    def number(self, scheme: str, value: str) -> None:
        if value:
            self.numbers.append(Identifier(scheme=scheme, value=value, qualifier="", place=self.place))


def _record_number(target: _Target, raw: str, *, system: str) -> None:
    """$0 or an embedded 001: a PPN in Sudoc, eight figures at BnF, anything elsewhere."""
    value = clean(raw)
    if system == BNF and value.isascii() and value.isdigit() and len(value) == 8:
        target.number("frbnf", f"FRBNF{value}")
    elif value[:5].upper() == "FRBNF":
        target.number("frbnf", normalise_frbnf(value) or value)
    elif ppn := normalise_ppn(value):
        target.number("ppn", ppn)
    else:
        target.number("local", value)


def _standard(field: Field, target: _Target, system: str) -> None:
    for code, raw in field.subfields:
        if code == "t":
            target.title = target.title or clean_title(raw)[0]
        elif code == "a":
            target.author = target.author or clean_title(raw)[0]
        elif code in "hi" and (text := clean(raw)):
            target.subtitle = sentence(target.subtitle, text)
        elif code == "v":
            target.volume = target.volume or clean(raw)
        elif code == "x":
            target.number("issn", normalise_issn(raw))
        elif code == "y":
            target.number("isbn", normalise_isbn(raw))
        elif code == "0" or (code == "3" and (normalise_ppn(raw) or (system == BNF and len(raw.strip()) == 8))):
            _record_number(target, raw, system=system)
        elif code == "u" and (ark := normalise_ark(raw)):
            target.number("ark", ark)
            target.number("frbnf", frbnf_of_ark(ark))


def _embedded(field: Field, target: _Target, system: str) -> None:
    """$1 opens an embedded field: its tag, its indicators (or the data of a control field), then its own subfields."""
    tag = ""
    for code, raw in field.subfields:
        if code == "1":
            tag = raw[:3]  # indicators that were blank may have been trimmed
            if tag == "001":
                _record_number(target, raw[3:], system=system)
        elif tag in ("200", "500", "530") and code == "a":
            target.title = target.title or clean_title(raw)[0]
        elif tag == "200" and code in "hi" and (text := clean(raw)):
            target.subtitle = sentence(target.subtitle, text)
        elif tag == "200" and code == "v":
            target.volume = target.volume or clean(raw)
        elif tag == "010" and code == "a":
            target.number("isbn", normalise_isbn(raw))
        elif tag == "011" and code == "a":
            target.number("issn", normalise_issn(raw))
        elif tag == "003" or code == "u":
            target.number("ark", normalise_ark(raw))


def _link(field: Field, draft: Draft) -> None:
    target = _Target(field.place)
    embedded = any(code == "1" and raw[:3].isdigit() and len(raw) >= 3 for code, raw in field.subfields)
    (_embedded if embedded else _standard)(field, target, draft.system)
    # Some catalogues put the title in $a, where the author should be.
    title = target.title or target.author
    if target.subtitle:
        title = sentence(title, target.subtitle)
    if not title and not target.numbers:
        return
    relation = RELATIONS[field.tag]
    if field.tag == "463" and draft.level not in ("component", ""):
        relation = "has_part"
    draft.links.append(Link(relation=relation, title=title, volume=target.volume, identifiers=tuple(target.numbers), place=target.place))
    if relation == "series" and title and not draft.record.by_tag("225"):
        issn = next((number.value for number in target.numbers if number.scheme == "issn"), "")
        if draft.first_time("series", title, target.volume):
            draft.series.append(Series(title=title, volume=target.volume, issn=issn, place=target.place))


HANDLERS = dict.fromkeys(RELATIONS, _link)
