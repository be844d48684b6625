"""What is wrong of a line of a grid: the form's own rules, applied to what its cells say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from catalogue.core.messages import N_, Message, declare
from catalogue.formats.fonds_grid.columns import BY_FIELD, FIELDS
from catalogue.formats.fonds_grid.files import Trouble
from catalogue.models import Fonds

declare(
    {
        "grid_invalid": N_("The form refuses it: %(detail)s"),
        "grid_wanted": N_("It is asked for, and the cell is empty."),
        "grid_file_elsewhere": N_("A file is added on the page of the fonds: here stand those that it has already."),
        "grid_link_without_address": N_("A finding aid that is online needs its address."),
    }
)
PARTS: dict[str, type[Model]] = {
    column.field: Fonds._meta.get_field(column.field).related_model
    for column in FIELDS
    if column.names  # type: ignore[misc]
}
_NOT_OF_GRID = [field.name for field in Fonds._meta.fields if field.name not in BY_FIELD]
_LEVELS = ("title", "contents", "access")


def troubles_of(values: Mapping[str, Any], before: Mapping[str, Any] | None) -> Iterator[Trouble]:
    """What the form would refuse. ``values``: all that the fonds would say; ``before``: what it says, None for one that is new."""
    yield from (_trouble(field, Message("grid_wanted")) for field in _LEVELS if not values[field])
    wanted = [*_NOT_OF_GRID, *(field for field in _LEVELS if not values[field])]
    page = Fonds(**{column.field: _stored(values[column.field]) for column in FIELDS if not column.names})
    yield from _said(lambda: page.clean_fields(exclude=wanted))
    yield from _said(page.check_dates)
    for column in FIELDS:
        if column.names:
            for one in values[column.field]:
                yield from _of_part(column.field, dict(zip(column.names, one, strict=True)), before)


def _of_part(field: str, part: dict[str, Any], before: Mapping[str, Any] | None) -> Iterator[Trouble]:
    document = part.pop("document", None)
    if field == "finding_aids":
        had = {one[3] for one in before["finding_aids"]} if before else set()
        if (part["kind"] == "file" and not document) or (document and document not in had):
            yield _trouble(field, Message("grid_file_elsewhere"))
        if part["kind"] == "link" and not part["url"]:
            yield _trouble(field, Message("grid_link_without_address"))
    child = PARTS[field](**{name: _stored(value) if name != "number" or value else _no_number(field) for name, value in part.items()})
    for trouble in _said(lambda: child.clean_fields(exclude=["page", "document"])):
        yield Trouble(BY_FIELD[field].heading, trouble.message)


def _no_number(field: str) -> str | None:
    return None if field == "extents" else ""


def _stored(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _said(check: Any) -> Iterator[Trouble]:
    try:
        check()
    except ValidationError as refused:
        named = refused.message_dict if hasattr(refused, "error_dict") else {"": refused.messages}
        for field, sentences in named.items():
            yield from (_trouble(field, Message("grid_invalid", {"detail": sentence})) for sentence in sentences)


def _trouble(field: str, message: Message) -> Trouble:
    column = BY_FIELD.get(field)
    return Trouble(column.heading if column else "", message)
