"""Under what a library lets its own pictures be reused: a closed list, with the addresses by which machines know each."""

from __future__ import annotations

from typing import Final, NamedTuple

from catalogue.core.messages import N_

_CC: Final = "http://creativecommons.org"


class Right(NamedTuple):
    """One of them: what a person reads, to be translated; its address, which IIIF wants with http (Presentation 3.0, "rights"), "" where
    IIIF knows none; whether who lets it be shown is to be said.
    """

    label: str
    address: str = ""
    by_leave: bool = False


RIGHTS: Final[dict[str, Right]] = {
    "pdm": Right(N_("Public domain"), f"{_CC}/publicdomain/mark/1.0/"),
    "cc0": Right("CC0", f"{_CC}/publicdomain/zero/1.0/"),
    "lo": Right(N_("Licence Ouverte 2.0 (Etalab)")),
    "by": Right("CC BY 4.0", f"{_CC}/licenses/by/4.0/"),
    "by-sa": Right("CC BY-SA 4.0", f"{_CC}/licenses/by-sa/4.0/"),
    "by-nc": Right("CC BY-NC 4.0", f"{_CC}/licenses/by-nc/4.0/"),
    "by-nc-sa": Right("CC BY-NC-SA 4.0", f"{_CC}/licenses/by-nc-sa/4.0/"),
    "by-nc-nd": Right("CC BY-NC-ND 4.0", f"{_CC}/licenses/by-nc-nd/4.0/"),
    "inc": Right(N_("In copyright, shown with leave of who holds the rights"), "http://rightsstatements.org/vocab/InC/1.0/", by_leave=True),
}
