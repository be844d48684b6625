"""Coded characteristics: of the edition (140 old books, 116 pictures), of a copy (141 binding and state), code by code from a table."""

from __future__ import annotations

from catalogue.core.description import Feature
from catalogue.formats.cleaning import clean
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.tables import rows

# Tag → the runs of positions of its $a: first, after the last, width of a code, what each code means.
_RUNS: dict[str, dict[tuple[int, int, int], dict[str, str]]] = {}
for _row in rows("unimarc_features"):
    _place = (int(_row["first"]), int(_row["last"]) + 1, int(_row["width"]))
    _RUNS.setdefault(_row["tag"], {}).setdefault(_place, {})[_row["code"]] = _row["feature"]


def _features(field: Field, draft: Draft) -> None:
    """Codes that the table does not explain (fillers, "other", "unknown") are left out."""
    data = field.first("a")
    copy = clean(field.first("5"))
    for (first, end, width), meanings in _RUNS[field.tag].items():
        for position in range(first, min(end, len(data)), width):
            code = meanings.get(data[position : position + width])
            if code and draft.first_time("feature", code, copy):
                (draft.copy_features if field.tag == "141" else draft.features).append(Feature(code=code, copy=copy, place=field.place))


HANDLERS = dict.fromkeys(_RUNS, _features)
