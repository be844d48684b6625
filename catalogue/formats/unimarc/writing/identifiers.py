"""Numbers of the document: 001, 003, 0XX, and the agency (801)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from catalogue.core.description import Description, Identifier
from catalogue.core.identifiers import frbnf_of_ark, normalise_frbnf, normalise_ppn
from catalogue.formats.marc.making import made
from catalogue.formats.marc.record import Field

_SUDOC = "http://www.sudoc.fr/"
Form = Callable[[Identifier], Iterable[Field]]


def numbers(description: Description) -> Iterator[Field]:
    """001, 003 of a record of Sudoc, then every other number under the tag of its scheme."""
    own = description.identifier
    if own:
        yield Field("001", value=own)
    of_sudoc = any(each.scheme == "ppn" and each.value == normalise_ppn(own) for each in description.identifiers)
    if of_sudoc:
        yield Field("003", value=f"{_SUDOC}{normalise_ppn(own)}")
    said = {("local", own), ("ppn", normalise_ppn(own) if of_sudoc else ""), ("frbnf", normalise_frbnf(own))}
    said |= {("frbnf", frbnf_of_ark(each.value)) for each in description.identifiers if each.scheme == "ark"}
    for each in description.identifiers:
        if (each.scheme, each.value) not in said:
            yield from _FORMS.get(each.scheme, _other)(each)


def _plain(tag: str, *, number: str = "a", qualifier: str = "") -> Form:
    def form(each: Identifier) -> Iterable[Field]:
        return made(tag, "  ", *((qualifier, each.qualifier),) * bool(qualifier), (number, each.value))

    return form


def _other(each: Identifier) -> Iterable[Field]:
    """017: a number of which no field of UNIMARC names the scheme."""
    return made("017", "  ", ("a", each.value), ("2", each.qualifier or each.scheme))


def _ppn(each: Identifier) -> Iterable[Field]:
    if each.qualifier == "merged":
        return made("035", "  ", ("a", each.value), ("9", "sudoc"))
    return made("033", "  ", ("a", f"{_SUDOC}{each.value}"))


def _oclc(each: Identifier) -> Iterable[Field]:
    return made("035", "  ", ("a", f"(OCoLC){each.value}"))


_FORMS: dict[str, Form] = {
    "ark": _plain("033"), "url": _plain("033"), "ppn": _ppn, "oclc": _oclc, "frbnf": _plain("035"), "local": _plain("035", qualifier="1"),
    "isbn": _plain("010", qualifier="b"), "invalid_isbn": _plain("010", number="z", qualifier="b"), "issn": _plain("011"),
    "invalid_issn": _plain("011", number="z"), "fingerprint": _plain("012", qualifier="2"), "ismn": _plain("013"),
    "invalid_ismn": _plain("013"), "isrn": _plain("015"), "other": _plain("017", qualifier="2"),
    "national_bibliography": _plain("020", number="b", qualifier="a"), "legal_deposit": _plain("021", number="b", qualifier="a"),
    "government_publication": _plain("022", number="b", qualifier="a"), "thesis_number": _plain("029", number="b", qualifier="a"),
    "publisher_number": _plain("071", qualifier="b"), "ean": _plain("073"), "invalid_ean": _plain("073"),
}  # fmt: skip


def agency(description: Description) -> Iterator[Field]:
    """801: who catalogued it."""
    yield from made("801", " 0", ("a", "FR" * bool(description.agency)), ("b", description.agency))
