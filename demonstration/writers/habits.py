"""How each partner catalogues: real catalogues describe one edition in as many ways as there are libraries."""

from __future__ import annotations

from dataclasses import dataclass

MARCXCHANGE_V1 = "info:lc/xmlns/marcxchange-v1"
MARCXCHANGE_V2 = "info:lc/xmlns/marcxchange-v2"
SLIM = "http://www.loc.gov/MARC21/slim"

CONTROL_MARKS = ("\x88", "\x89")  # non-sorting marks as ISO 6630 gives them
UNICODE_MARKS = ("\x98", "\x9c")  # the same in Unicode's C1 block


@dataclass(frozen=True, slots=True)
class Habits:
    """One partner's cataloguing habits.

    ``namespace`` of its XML; ``copies``: tag of its holdings, 995 or 930; ``publication``: 210 or 214; ``transcribes``: imprint as on
    the title page, else in today's form; ``dates``: of persons; ``marks``: around the articles that sorting skips; ``subtitle``,
    ``fingerprint``, ``genre``: whether it records them; ``format``: how it writes "in-8".
    """

    agency: str
    namespace: str = MARCXCHANGE_V2
    copies: str = "995"
    publication: str = "214"
    transcribes: bool = True
    dates: bool = True
    marks: tuple[str, str] = ("", "")
    subtitle: bool = True
    fingerprint: bool = True
    genre: bool = True
    format: str = "in-"


HABITS: dict[str, Habits] = {
    "lyon": Habits("FR-693836101", marks=CONTROL_MARKS),
    "grenoble": Habits(
        "FR-381856101", namespace=MARCXCHANGE_V1, copies="930", publication="210", transcribes=False, marks=UNICODE_MARKS
    ),
    "clermont": Habits("FR-631136101", transcribes=False),
    "savoie": Habits(
        "FR-730656101", namespace=SLIM, publication="210", transcribes=False, dates=False, subtitle=False, fingerprint=False, genre=False,
        format="In-",
    ),
    "loire": Habits("FR-422186101", copies="930", publication="210", fingerprint=False),
    "memoire": Habits("", genre=False, fingerprint=False),
}  # fmt: skip


def written_format(text: str, *, habits: Habits) -> str:
    """The format of a book as the partner writes it: "in-8" or "In-8°"."""
    if not text.startswith("in-") or habits.format == "in-":
        return text
    return f"{habits.format}{text[3:]}{'°' if text[3:].isdigit() else ''}"
