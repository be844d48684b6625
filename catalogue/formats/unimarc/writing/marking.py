"""How a title of UNIMARC is written: what sorting skips stands between its marks."""

from __future__ import annotations

from catalogue.core.description import Title

_START, _END = "\x98", "\x9c"


def marked(title: Title) -> str:
    """The words of a title, the article that sorting skips between U+0098 and U+009C (ISO 6630)."""
    skipped = title.nonsorting
    return f"{_START}{title.value[:skipped]}{_END}{title.value[skipped:]}" if 0 < skipped < len(title.value) else title.value
