"""Of a fonds, what every public is told in the same words: terms of closed lists, dates, amounts, addresses of authorities."""

from __future__ import annotations

from django.utils.translation import gettext, pgettext

from catalogue.core.description import Identifier
from catalogue.core.fonds import ExtentStatement, FondsDescription, label
from portal.shown import dates, words


def term(vocabulary: str, code: str) -> str:
    """The word of a closed list in the language of the page."""
    found = label(vocabulary, code)
    return gettext(found) if found else code


def when(fonds: FondsDescription) -> str:
    """Its dates as a person says them, or why there is none."""
    said = ", ".join(filter(None, (dates.in_words(one) for one in fonds.dates)))
    return said or fonds.undated


def amount(statement: ExtentStatement) -> str:
    """ "1 200 volumes", "40,5 linear metres"; the unit alone where nobody has counted."""
    number = statement.number
    if number is None:
        return pgettext("extent", "%(unit)s, not counted") % {"unit": term("extent_unit", statement.unit)}
    unit = term("extent_unit_one" if number < 2 else "extent_unit", statement.unit)
    told = f"{measure(number)} {unit}"
    return f"{told} ({statement.support})" if statement.support else told


def measure(number: float) -> str:
    """A number as the language of the page writes it, its decimals only where it has some."""
    whole = words.number(int(number))
    rest = f"{number:.2f}".rstrip("0").partition(".")[2]
    return f"{whole}{',' if words.in_french() else '.'}{rest}" if rest else whole


def authority_address(one: Identifier) -> str:
    """Where an authority number leads: IdRef, data.bnf.fr; "" for others."""
    if one.scheme == "idref":
        return f"https://www.idref.fr/{one.value}"
    return f"https://data.bnf.fr/{one.value}" if one.scheme == "bnf" and one.value.isdigit() else ""
