"""Titles: 200 (title proper, other information, parallel titles, parts, responsibility) and 5XX."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.description import Description, Title
from catalogue.core.kinds import TitleKind
from catalogue.formats.marc.making import made
from catalogue.formats.marc.record import Field
from catalogue.formats.unimarc.writing.marking import marked
from catalogue.formats.unimarc.writing.scripts import script_of

_TAGS: dict[TitleKind, str] = {
    "uniform": "500", "parallel": "510", "cover": "512", "variant": "517", "former": "520", "key": "530", "part": "545",
}  # fmt: skip
_IN_200: dict[TitleKind, str] = {"proper": "a", "remainder": "e", "part": "i", "parallel": "d"}


def title_proper(description: Description) -> Iterator[Field]:
    """200: the titles that stand in it, in their order, then who is responsible; one more for each title in another script."""
    inside = [title for title in description.titles if _stands_in_200(title, description)]
    elsewhere = [title for title in inside if title.kind == "parallel" and script_of(title.value) != script_of(description.title)]
    signs = [("6", "a01"), ("7", script_of(description.title))] if elsewhere else []
    subfields = [(_IN_200[title.kind], marked(title)) for title in inside if title not in elsewhere]
    subfields += [("g" if position else "f", text.value) for position, text in enumerate(description.responsibility)]
    yield from made("200", "1 ", *signs, *subfields)
    for title in elsewhere:
        yield from made("200", "1 ", ("6", "a01"), ("7", script_of(title.value)), ("a", marked(title)))


def _stands_in_200(title: Title, description: Description) -> bool:
    """Its field holds parallel titles of no said language and, of several parts, the first: the readers join what stands in it."""
    if title.kind == "part":
        return title is next(each for each in description.titles if each.kind == "part")
    return title.kind in _IN_200 and not (title.kind == "parallel" and title.language)


def other_titles(description: Description) -> Iterator[Field]:
    """5XX, one field for each title, its language in $z."""
    for title in description.titles:
        if not _stands_in_200(title, description) and (tag := _TAGS.get(title.kind)):
            yield from made(tag, "1 ", ("a", marked(title)), ("z", title.language))
