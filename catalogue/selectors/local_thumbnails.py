"""The thumbnails of kept documents: where they lie, and the bytes of one that readers may see."""

from __future__ import annotations

from typing import Final

from django.core.files.storage import default_storage

from catalogue.selectors.statements import rows

ROOM: Final = "gallica"  # in Django's storage
_SHOWN: Final = """
    SELECT FROM catalogue_localthumbnail AS picture
    JOIN catalogue_localdecision AS decision ON decision.source_id = picture.source_id AND decision.identifier = picture.identifier
    WHERE picture.id = %(number)s AND picture.state = 'kept' AND decision.current AND decision.state = 'kept'
"""


def file_name(number: int) -> str:
    """Where the picture of a row lies in Django's storage."""
    return f"{ROOM}/{number}.jpg"


def picture(number: int) -> bytes | None:
    """The JPEG of a document that is kept today; None for any other number. Raises OSError where the storage has lost it."""
    if not rows(_SHOWN, number=number):
        return None
    with default_storage.open(file_name(number)) as file:
        content: bytes = file.read()
    return content
