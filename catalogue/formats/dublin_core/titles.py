"""Titles: title, alternative."""

from __future__ import annotations

from msgspec.structs import replace

from catalogue.core.description import Title
from catalogue.core.kinds import TitleKind
from catalogue.core.vocabularies import language_code
from catalogue.formats.draft import Draft
from catalogue.formats.dublin_core.statement import Statement


def _title(statement: Statement, draft: Draft) -> None:
    """The first title is the title proper, further ones are others; one in another language is parallel."""
    language = language_code(statement.language) if statement.language else ""
    first = draft.titles[draft.linked["title"]] if "title" in draft.linked else None
    kind: TitleKind = "proper"
    if first is not None:
        kind = "parallel" if language and first.language and language != first.language else "variant"
    if draft.first_time("title", statement.text):
        draft.linked.setdefault("title", len(draft.titles))
        draft.titles.append(Title(value=statement.text, kind=kind, language=language, nonsorting=0, place=statement.place))


def _alternative(statement: Statement, draft: Draft) -> None:
    draft.titles.append(Title(value=statement.text, kind="variant", language="", nonsorting=0, place=statement.place))


def settle(draft: Draft) -> None:
    """Put the title proper first; an alternative title stands in where there is no title."""
    titles = draft.titles
    french = next((title for title in titles if title.kind in ("proper", "parallel") and title.language == "fre"), None)
    proper = next((title for title in titles if title.kind == "proper"), None)
    if french is not None and proper is not None and proper is not french and proper.language:
        # The same title in several languages: readers of these pages read French first.
        titles[titles.index(french)] = replace(french, kind="proper")
        titles[titles.index(proper)] = replace(proper, kind="parallel")
    position = next((i for i, title in enumerate(titles) if title.kind == "proper"), None)
    if position is not None:
        titles.insert(0, titles.pop(position))
    elif titles:
        first = titles[0]
        titles[0] = Title(value=first.value, kind="proper", language=first.language, nonsorting=0, place=first.place)


HANDLERS = {"title": _title, "alternative": _alternative}
