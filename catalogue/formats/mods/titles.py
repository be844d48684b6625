"""titleInfo: the title proper with what completes it, then the others under their type."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.description import Description, Title
from catalogue.core.kinds import TitleKind
from catalogue.core.vocabularies import language_tag
from catalogue.formats.mods.element import group, leaf

# type, displayLabel
_OTHERS: dict[TitleKind, tuple[str, str]] = {
    "parallel": ("translated", ""), "uniform": ("uniform", ""), "variant": ("alternative", ""), "key": ("alternative", "key title"),
    "former": ("alternative", "former title"), "cover": ("alternative", "cover title"),
}  # fmt: skip


def titles(description: Description) -> Iterator[str]:
    """``titles[0]`` is the title proper."""
    if not description.titles:
        return
    first, *others = description.titles
    completing = [leaf("subTitle", each.value) for each in others if each.kind == "remainder"]
    completing += [leaf("partName", each.value) for each in others if each.kind == "part"]
    yield group("titleInfo", (*_sorted(first), *completing), xml_lang=language_tag(first.language), usage="primary")
    for other in others:
        if other.kind not in ("remainder", "part"):
            kind, said = _OTHERS.get(other.kind, ("alternative", ""))
            yield group("titleInfo", _sorted(other), type_=kind, displayLabel=said, xml_lang=language_tag(other.language))


def _sorted(title: Title) -> Iterator[str]:
    """The article apart from the words that are sorted by."""
    article, rest = title.value[: title.nonsorting], title.value[title.nonsorting :]
    if not rest.strip():
        article, rest = "", title.value
    yield leaf("nonSort", article, xml_space="preserve")
    yield leaf("title", rest)
