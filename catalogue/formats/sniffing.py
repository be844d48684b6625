"""What bytes, files and records are, whatever they were announced as."""

from __future__ import annotations

from collections.abc import Collection

_UNIMARC_TAGS = frozenset({"200", "210", "214", "215", "225", "205", "801"})
_MARC21_TAGS = frozenset({"245", "260", "264", "300", "490", "040"})


def looks_like_unimarc(tags: Collection[str]) -> bool:
    """Whether the tags of a record are UNIMARC's rather than MARC 21's; decides the order in which charsets are tried."""
    if "200" in tags:
        return "245" not in tags
    return "245" not in tags and len(_UNIMARC_TAGS.intersection(tags)) > len(_MARC21_TAGS.intersection(tags))
