"""Why a deposited file is not made into pictures, in sentences that say what to do instead."""

from __future__ import annotations

from catalogue.core.messages import N_, Message, declare

declare(
    {
        "picture_empty": N_("This file is empty."),
        "picture_wrong_type": N_("This file is no picture in JPEG, PNG, TIFF or WebP, whatever its name says: hand it in as one of these."),
        "picture_is": N_("This file is %(kind)s, whatever its name says: hand its pictures in as JPEG, PNG, TIFF or WebP."),
        "picture_too_large": N_(
            "This picture has %(megapixels)d million pixels, and %(most)d are the most that is taken: hand it in smaller, or in parts."
        ),
        "picture_too_long": N_("A side of this picture has %(side)d pixels, and %(most)d are the most that is taken: hand it in in parts."),
        "picture_too_small": N_("This picture is %(width)d × %(height)d pixels: nothing can be read on it. Hand in a larger one."),
        "picture_animated": N_("This file holds %(count)d pictures, one after the other: hand each of them in as a file of its own."),
        "picture_damaged": N_("This picture cannot be read to its end: the file is damaged or was cut. Save it again and hand it in anew."),
        "picture_pdf_broken": N_("This PDF cannot be read: save it again and hand it in anew."),
        "picture_pdf_locked": N_("This PDF is locked by a password: hand it in without one."),
        "picture_pdf_long": N_("This PDF has %(count)d pages, and %(most)d are the most that is taken: cut it."),
        "picture_pdf_page": N_("This page of the PDF cannot be drawn: hand it in as a picture."),
        "picture_costly": N_("Reading this picture takes more time or memory than a picture has reason to: save it again as JPEG or TIFF."),
    }
)


class Refused(Exception):
    """A file of which no picture is made; ``message`` says why."""

    def __init__(self, code: str, **args: int | str) -> None:
        self.message = Message(code, args)
        super().__init__(code)
