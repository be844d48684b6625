"""The moments of a date, in their order, each with the words that lead to it: one walk over the tokens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from catalogue.core.dates.centuries import century_at
from catalogue.core.dates.endings import abbreviated, last_figures
from catalogue.core.dates.eras import other_calendar_at, republican_at
from catalogue.core.dates.moments import Moment
from catalogue.core.dates.numbers import SEPARATORS, is_rest, is_roman, kind, past, small_number, word
from catalogue.core.dates.scanning import Token
from catalogue.core.dates.words import (
    AFTER,
    AND,
    BEFORE,
    BETWEEN,
    CIRCA,
    COPYRIGHT,
    DECADES,
    DOUBT,
    FILLERS,
    MONTHS,
    OR,
    REPUBLICAN_MONTHS,
    ROLES,
    TO,
    UP_TO,
)
from catalogue.core.dates.written import year_at

_PASSED = FILLERS | MONTHS | DOUBT | frozenset(REPUBLICAN_MONTHS)
_NOTHING = frozenset[str]()
_BRACKETS = "[]()<>"


class _Lead(NamedTuple):
    """What stands between the moment before and the next one."""

    bound: str = ""
    excluded: bool = False
    link: str = ""
    between: bool = False
    circa: bool = False
    corrects: bool = False
    bracketed: bool = False
    round: bool = False
    copyright: bool = False
    apart: bool = False
    decades: bool = False
    dash_first: bool = False
    until: bool = False
    slashed: bool = False
    unknown: bool = False


def moments_of(tokens: Sequence[Token], *, w3c: bool = False) -> tuple[list[Moment], bool]:
    """The moments of a date, and whether words stand between them that are none of a date's.

    ``w3c``: "1908-11" is a month (W3CDTF), where books say 1908 to 1911.
    """
    moments: list[Moment] = []
    lead = _Lead()
    place = 0
    other_words = False
    while place < len(tokens):
        read = _moment_at(tokens, place, lead=lead, before=moments[-1] if moments else None)
        if read is None:
            lead = _led(lead, tokens, place, first=not moments)
            other_words = other_words or lead.unknown
            place += 1
            continue
        moment, place = read
        if moment is None:
            lead = _Lead(apart=True)
            continue
        moment, place = _completed(_with_lead(moment, lead, first=not moments), tokens, place, w3c=w3c)
        moments.append(moment)
        lead = _Lead()
    return moments, other_words or (bool(moments) and (lead.apart or lead.copyright))


def is_doubtful(tokens: Sequence[Token]) -> bool:
    """Whether the cataloguer doubted, anywhere in the date."""
    return any(
        (token.kind == "sign" and token.text in "?~%")
        or (token.kind == "idiom" and token.text in ("CIRCA", "DOUBT"))
        or (token.kind == "word" and (token.text in CIRCA or token.text in DOUBT))
        or (token.kind == "vague" and token.text.endswith("?"))
        or (token.text in OR and _is_left_open(tokens, place))
        for place, token in enumerate(tokens)
    )


def _is_left_open(tokens: Sequence[Token], at: int) -> bool:
    """Whether what a date is "or" is said otherwise than by a year: "1758 ou l'année suivante"."""
    return kind(tokens, at - 1) in ("year", "number") and kind(tokens, past(tokens, at + 1, signs="[]()", words=FILLERS)) != "year"


def _moment_at(  # noqa: PLR0911 - one answer per habit
    tokens: Sequence[Token], at: int, *, lead: _Lead, before: Moment | None
) -> tuple[Moment | None, int] | None:
    """The moment that begins at a token, and the place after it; the moment is None for a year of a reign."""
    token = tokens[at]
    if token.kind == "sign":
        return None
    goes_on = before is not None and before.kind == "republican" and bool(lead.link)
    for reading in (century_at, other_calendar_at):
        if read := reading(tokens, at):
            return read
    if read_republican := republican_at(tokens, at, goes_on=goes_on):
        return read_republican
    if token.kind == "year":
        decades = lead.decades or (before is not None and before.kind == "decade" and bool(lead.link))
        return _year(token, decades=decades), at + 1
    if token.kind in ("vague", "decade"):
        return Moment(token.first, token.last, "decade" if token.kind == "decade" else "year", vague=True), at + 1
    if token.kind == "number":
        last = last_figures(tokens, at, before=before) if lead.link == "to" and not lead.slashed else None
        return (last, at + 1) if last else _small_year(tokens, at, lead)
    if is_roman(tokens, at) and _is_month_number(tokens, at):
        return None
    written = year_at(tokens, at)
    return (Moment(written[0], written[0], vague=written[2]), written[1]) if written else None


def _year(token: Token, *, decades: bool) -> Moment:
    if decades and token.first % 10 == 0:
        return Moment(token.first, token.first + 9, "decade", vague=True)
    return Moment(token.first, token.last, "day" if token.text == "day" else "year")


def _small_year(tokens: Sequence[Token], at: int, lead: _Lead) -> tuple[Moment, int] | None:
    """A year of less than four figures: three, or one with its era, or one of a range that has an era."""
    token = tokens[at]
    if is_rest(tokens, at):
        return None
    ahead = at + 1
    if word(tokens, ahead) in ("-", "/", "a", "et") and kind(tokens, ahead + 1) == "number":
        ahead += 2
    has_era = word(tokens, ahead) in ("BC", "AD") or word(tokens, at - 1) in ("BC", "AD")
    dashed = lead.dash_first and at == 1 and len(tokens) == 2
    if (not has_era and not dashed and len(token.text) != 3) or token.last or token.text[0] == "0" or not 0 < token.first < 10_000:
        return None
    moment = Moment(token.first, token.first, "small" if not has_era else "year")
    of_two = word(tokens, ahead) == "BC" and ahead > at + 1
    if dashed or of_two or (word(tokens, at - 1) == "BC" and kind(tokens, at - 2) not in ("number", "year")):
        return moment.before_christ(), at + 1
    return moment, at + 1


def _is_month_number(tokens: Sequence[Token], at: int) -> bool:
    """A month in Roman figures before its year: "13-X-1787", "X.1787"."""
    number = small_number(tokens, at)
    return number is not None and number[0] <= 12 and word(tokens, number[1]) in SEPARATORS and kind(tokens, number[1] + 1) == "year"


_SIGN_LEADS: dict[str, dict[str, Any]] = {
    "-": {"link": "to"}, "/": {"link": "to", "slashed": True}, "[": {"bracketed": True}, "<": {"bracketed": True}, "(": {"round": True},
    "]": {"bracketed": False}, ">": {"bracketed": False}, ")": {"round": False}, "&": {"link": "and"},
    "©": {"copyright": True}, "℗": {"copyright": True}, ",": {"link": ""}, ";": {"link": ""},
}  # fmt: skip
_IDIOM_LEADS: dict[str, dict[str, Any]] = {
    "IE": {"corrects": True}, "BEFORE": {"bound": "before"},
    "EARLIER": {"bound": "before", "excluded": True}, "AFTER": {"bound": "after"}, "CIRCA": {"circa": True},
    "UNTIL": {"until": True, "link": "to"}, "REGNAL": {"apart": True},
}  # fmt: skip
_WORD_LEADS: tuple[tuple[frozenset[str], dict[str, Any]], ...] = (
    (BETWEEN, {"between": True}), (CIRCA, {"circa": True}), (DECADES, {"decades": True}), (TO, {"link": "to"}), (AND, {"link": "and"}),
    (OR, {"link": "or"}), (BEFORE, {"bound": "before", "excluded": True}), (UP_TO, {"bound": "before"}),
    (AFTER, {"bound": "after"}), (COPYRIGHT, {"copyright": True}),
)  # fmt: skip


def _led(lead: _Lead, tokens: Sequence[Token], at: int, *, first: bool) -> _Lead:
    """The lead with one more token."""
    token = tokens[at]
    if token.kind == "sign":
        opens = first and token.text == "-" and all(before.kind == "sign" for before in tokens[:at])
        return lead._replace(dash_first=True) if opens else _changed(lead, _SIGN_LEADS.get(token.text))
    if token.kind == "idiom":
        return _changed(lead, _IDIOM_LEADS.get(token.text))
    if token.kind == "number":
        return lead if len(token.text) <= 2 else lead._replace(apart=True)
    return _led_by_word(lead, tokens, at)


def _led_by_word(lead: _Lead, tokens: Sequence[Token], at: int) -> _Lead:
    text = tokens[at].text
    change = next((change for words, change in _WORD_LEADS if text in words), None)
    if change is not None:
        return _changed(lead, change)
    if text in MONTHS or text in REPUBLICAN_MONTHS:
        return lead._replace(excluded=False)  # "avant le 3 mai 1789": of that year perhaps
    if text in _PASSED or is_roman(tokens, at):
        return lead
    return lead._replace(apart=True) if text in ROLES else _Lead(apart=True, corrects=lead.corrects, unknown=True)


def _changed(lead: _Lead, change: dict[str, Any] | None) -> _Lead:
    return lead._replace(**change) if change else lead


def _with_lead(moment: Moment, lead: _Lead, *, first: bool) -> Moment:
    bound = lead.bound
    if first and (lead.until or (lead.dash_first and not moment.ancient and moment.start >= 1000)):
        bound = "before"
    return moment._replace(
        bound=bound,
        excluded=lead.excluded and bound == "before",
        link="" if first or (lead.apart and lead.link != "to") else lead.link,
        between=lead.between,
        circa=lead.circa,
        corrects=lead.corrects and not first,
        bracketed=lead.bracketed,
        round=lead.round,
        copyright=lead.copyright,
        apart=lead.apart,
        slashed=lead.slashed,
    )


def _completed(moment: Moment, tokens: Sequence[Token], at: int, *, w3c: bool) -> tuple[Moment, int]:
    """The moment with what follows it: its era, its doubt, its abbreviated end, the dash of what goes on."""
    place = at
    for _ in range(6):
        text, said = word(tokens, place), kind(tokens, place)
        if said == "sign" and text in "?~%":
            moment = moment._replace(circa=moment.circa or text in "~%")
        elif said == "sign" and text == "(" and word(tokens, place + 1) in ("?", "OLDSTYLE", "NEWSTYLE"):
            pass
        elif said == "sign" and text in "([" and kind(tokens, place + 1) == "idiom" and _bound_after(tokens, place + 1) is not None:
            pass  # "1758 (ou après)"
        elif said == "idiom" and text in ("BC", "AD"):
            moment = moment.before_christ() if text == "BC" and not moment.ancient else moment
        elif said == "idiom" and text == "OLDSTYLE":
            moment = moment._replace(end=moment.end + 1, vague=True)
        elif said == "idiom" and text == "NEWSTYLE":
            moment = moment._replace(corrects=True)
        elif (bound := _bound_after(tokens, place)) is not None:
            moment = moment._replace(**bound)
        else:
            break
        place += 1
    if moment.kind == "year" and not moment.vague and not moment.ancient and (ended := abbreviated(moment, tokens, place, w3c=w3c)):
        return ended
    if _is_open(tokens, place):
        return moment._replace(open=True), place + 1
    return moment, place


def _bound_after(tokens: Sequence[Token], at: int) -> dict[str, Any] | None:
    """ "1750 environ", "1750 au plus tard": the word is of the year before where no year comes after it."""
    text = word(tokens, at)
    if kind(tokens, at) == "idiom" and text in ("BEFORE", "EARLIER", "AFTER", "CIRCA"):
        change = _IDIOM_LEADS[text]
    elif kind(tokens, at) == "word" and text in CIRCA:
        change = {"circa": True}
    else:
        return None
    after = past(tokens, at + 1, signs="'." + _BRACKETS)
    leads_on = kind(tokens, after) in ("year", "vague", "number", "decade", "word")
    return None if leads_on else change


def _is_open(tokens: Sequence[Token], at: int) -> bool:
    """Whether a dash follows, and nothing that ends the period."""
    place = past(tokens, at, signs="]>)", words=_NOTHING)
    if word(tokens, place) == "NOW":
        return True
    if word(tokens, place) not in ("-", "UNTIL") and not (kind(tokens, place) == "word" and word(tokens, place) in ("a", "to")):
        return False
    dashed = word(tokens, place) == "-"
    after = past(tokens, place + 1, signs="[]()<>", words=_NOTHING)
    if after >= len(tokens):
        return dashed
    return word(tokens, after) == "NOW" or (dashed and kind(tokens, after) == "sign" and word(tokens, after) in "?.,;")
