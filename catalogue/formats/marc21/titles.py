"""Titles: 245 (with its statement of responsibility), uniform titles (130, 240), key and variant titles."""

from __future__ import annotations

from catalogue.core.dates import parse
from catalogue.core.description import Text, Title
from catalogue.core.kinds import TitleKind
from catalogue.core.vocabularies import language_code
from catalogue.formats.cleaning import clean, clean_title
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.marc21.other_script import OtherScript
from catalogue.formats.punctuation import sentence, trim
from catalogue.formats.statements import put_title_proper_first

KINDS: dict[str, TitleKind] = {
    "130": "uniform", "210": "variant", "222": "key", "240": "uniform", "242": "variant", "243": "uniform", "246": "variant",
    "247": "former", "740": "variant",
}  # fmt: skip
# 246: second indicator.
_KINDS_246: dict[str, TitleKind] = {"1": "parallel", "4": "cover"}
# Where the number of characters that filing skips stands.
_NONFILING = {"130": 0, "222": 1, "240": 1, "242": 1, "243": 1, "245": 1, "740": 0}
_SUBSTITUTES = ("part", "remainder", "parallel")


def _heading(field: Field, raw: str) -> tuple[str, int]:
    """The heading trimmed, and its non-sorting characters: marked in the text, else counted in the indicator."""
    text, nonsorting = clean_title(raw)
    text = trim(text)
    indicator = field.indicators[_NONFILING[field.tag] :][:1] if field.tag in _NONFILING else ""
    if not nonsorting and indicator in "123456789" and indicator:
        nonsorting = int(indicator)
    return text, nonsorting if nonsorting < len(text) else 0


def _title_proper(field: Field, draft: Draft) -> None:
    place = field.place
    again = isinstance(field, OtherScript) or ("title proper",) in draft.known
    parts: list[str] = []
    parallel = False  # ISBD: what follows an equals sign is the same title in another language
    for code, raw in field.subfields:
        if code in "abk":
            text, nonsorting = _heading(field, raw) if code == "a" else (trim(raw.strip().lstrip("=")), 0)
            if text:
                kind = _kind(code, again=again, parallel=parallel)
                draft.titles.append(Title(value=text, kind=kind, language="", nonsorting=nonsorting, place=place))
                if kind == "proper":
                    draft.first_time("title proper")
            parallel = raw.rstrip().endswith("=")
        elif code in "np" and (text := trim(raw)):
            parts.append(text)
        elif code == "c" and (text := trim(raw)):
            draft.responsibility.append(Text(value=text, place=place))
        elif code == "f" and (text := trim(raw)):  # the years of a collection of archives
            draft.dates.append(parse(text, kind="creation", place=place))
    if parts:
        draft.titles.append(Title(value=", ".join(parts), kind="part", language="", nonsorting=0, place=place))


def _kind(code: str, *, again: bool, parallel: bool) -> TitleKind:
    if code == "a":
        return "parallel" if again else "proper"
    return "parallel" if parallel and code == "b" else "remainder"


def _other_title(field: Field, draft: Draft) -> None:
    value = ""
    nonsorting = 0
    for code, raw in field.subfields:
        if code == "a" and not value:
            value, nonsorting = _heading(field, raw)
        elif code == "b" and value and (text := trim(raw)):
            value = f"{value} ({text.strip('()')})" if field.tag in ("210", "222") else f"{value} : {text}"
        elif code in "dfgklmnoprs" and value and (text := trim(raw)):
            value = sentence(value, text)
    if not value:
        return
    kind = _KINDS_246.get(field.indicators[1:2], "variant") if field.tag == "246" else KINDS[field.tag]
    language = language_code(clean(field.first("y"))) if field.tag == "242" else ""
    draft.titles.append(Title(value=value, kind=kind, language=language, nonsorting=nonsorting, place=field.place))


def settle(draft: Draft) -> None:
    """Put the title proper first; where 245 has no $a, what it has stands in, else any other title."""
    put_title_proper_first(draft, tag="245", substitutes=_SUBSTITUTES)


HANDLERS = {"245": _title_proper, **dict.fromkeys(KINDS, _other_title)}
