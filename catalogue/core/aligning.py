"""Numbers of a national catalogue that somebody found for a record, laid over what its library wrote."""

from __future__ import annotations

from typing import Final, NamedTuple

from msgspec.structs import replace

from catalogue.core.description import Description, Identifier
from catalogue.core.identifiers import frbnf_of_ark, frbnf_to_ark, normalise_ark, normalise_frbnf, normalise_ppn

ALIGNED: Final = "aligned"  # the qualifier of an identifier that is none of the record's own
SCHEMES: Final = ("ark", "frbnf", "ppn")


class Alignment(NamedTuple):
    """What a record of the BnF's or of Abes's catalogue is numbered: each "" where none was found."""

    ark: str = ""
    frbnf: str = ""
    ppn: str = ""


def of_text(texts: tuple[str, ...]) -> tuple[Alignment, ...]:
    """The different alignments that some texts name: arks, FRBNF numbers and PPN, an ark and the FRBNF of it being one."""
    arks, ppns = dict[str, None](), dict[str, None]()
    for text in texts:
        for part in text.replace(",", " ").replace(";", " ").replace("|", " ").split():
            ark = normalise_ark(part) if "ark:" in part.lower() else frbnf_to_ark(part) if normalise_frbnf(part) else ""
            if ark:
                arks[ark] = None
            elif ppn := normalise_ppn(part.rpartition("/")[2]):
                ppns[ppn] = None
    found = [Alignment(ark, frbnf_of_ark(ark)) for ark in arks] or [Alignment()]
    if len(arks) <= 1 and len(ppns) == 1:
        return (found[0]._replace(ppn=next(iter(ppns))),)
    return tuple(one for one in (*found, *(Alignment(ppn=ppn) for ppn in ppns)) if any(one))


def laid_over(description: Description, alignment: Alignment | None) -> Description:
    """The description with these numbers, told apart from its own by their qualifier; None takes away those laid over before.

    What the record says itself is neither changed nor said twice. Laying the same over twice changes nothing.
    """
    own = tuple(one for one in description.identifiers if one.qualifier != ALIGNED)
    said = {(one.scheme, one.value) for one in own}
    added = tuple(
        Identifier(scheme=scheme, value=value, qualifier=ALIGNED)
        for scheme, value in zip(SCHEMES, alignment or (), strict=False)
        if value and (scheme, value) not in said
    )
    identifiers = (*added, *own)
    return description if identifiers == description.identifiers else replace(description, identifiers=identifiers)


def own_ark(description: Description) -> str:
    """The ark of the BnF's catalogue that the record gives itself, "" where it gives none."""
    return next(
        (
            one.value
            for one in description.identifiers
            if one.scheme == "ark" and one.qualifier != ALIGNED and one.value.startswith("ark:/12148/cb")
        ),
        "",
    )
