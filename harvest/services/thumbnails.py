"""One thumbnail of each document that curators kept, asked of Gallica once, four a minute at most; a refusal is a state."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

import structlog
from django.conf import settings

from catalogue.core.description import Description
from catalogue.formats.gallica_answers import document_name
from catalogue.formats.gallica_issues import Fault
from catalogue.services import changes, local_thumbnails
from harvest.protocols.gallica import PICTURE, ask
from harvest.protocols.http_status import CHALLENGE
from harvest.services import gallica

logger = structlog.get_logger(__name__)

THUMBNAILS: Final = gallica.Service("thumbnails", timedelta(seconds=15))
# What OAI-NUM gives as "vignette".
_GIVEN: Final = re.compile(r"/(ark:/12148/[a-z0-9]{6,30}(?:/f\d{1,5})?\.(?:thumbnail|lowres))")


def step() -> bool:
    """Ask for one thumbnail, where one is wanted and it is our turn; whether one was asked."""
    wanted = local_thumbnails.next_wanted()
    if wanted is None:
        return False
    path = path_of(wanted.description)
    if not path:
        local_thumbnails.give_up(wanted)
        return False
    if not gallica.take_turn(THUMBNAILS):
        return False
    address = f"{settings.GALLICA}/{path}"
    answered = ask(address, asker=gallica.asker(), most=PICTURE)
    told = gallica.judged(THUMBNAILS, answered, _picture)
    if isinstance(told, gallica.Failure):
        local_thumbnails.fail(wanted, told.reason, address=address)
    elif told is not None:
        if (why := local_thumbnails.keep(wanted, told, address=address)) is None:
            changes.tell()
        else:
            logger.warning("thumbnail_not_kept", address=address, reason=why.code)
    return True


def path_of(description: Description) -> str:
    """The path of a document's thumbnail at Gallica, without its first slash; "" for a document that Gallica has not."""
    for copy in description.digital_copies:
        if document_name(copy.thumbnail) and (given := _GIVEN.fullmatch(urlsplit(copy.thumbnail).path)):
            return given[1]
    names = filter(None, (document_name(copy.url) for copy in description.digital_copies))
    return next((f"ark:/12148/{name}.thumbnail" for name in names), "")


def _picture(data: bytes) -> bytes | Fault:
    """A page where a picture was asked for wants a human being, in whatever words."""
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    page = start.startswith((b"<!doctype html", b"<html")) or (b"<html" in start and CHALLENGE.search(data) is not None)
    return Fault.CHALLENGE if page else data
