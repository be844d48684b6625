"""880: a field repeated in another script, read as the field it repeats."""

from __future__ import annotations

from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field, Subfields

# Codes of scripts in $6 (MARC 21, appendix A) to ISO 15924.
SCRIPTS = {"(3": "Arab", "(B": "Latn", "$1": "Hani", "(N": "Cyrl", "(S": "Grek", "(2": "Hebr"}


class OtherScript(Field):
    """A field 880 under the tag it repeats; its place stays that of the 880."""

    __slots__ = ("origin",)

    def __init__(self, tag: str, *, indicators: str, subfields: Subfields, origin: str) -> None:
        super().__init__(tag, indicators=indicators, subfields=subfields)
        self.origin = origin

    @property
    def place(self) -> str:
        """Where the 880 stands."""
        return self.origin


def link(field: Field) -> str:
    """What ties a field and its other script: tag and link number ("100-01"), or "" where nothing does."""
    tag, _, rest = field.first("6")[:40].partition("-")
    number = rest[:2]
    if not number.isdigit() or number == "00":
        return ""
    return f"{field.tag if tag == '880' else tag}-{number}"


def in_other_script(field: Field, draft: Draft) -> OtherScript | None:
    """The field that an 880 repeats, or None where its $6 does not name one."""
    written = field.first("6")
    tag = written[:3]
    if len(tag) != 3 or not tag.isdigit() or tag == "880" or tag < "010":
        return None
    script = SCRIPTS.get(written.partition("/")[2][:2], written.partition("/")[2][:4])
    if script.isalpha() and len(script) == 4 and script not in draft.scripts:
        draft.scripts.append(script)
    return OtherScript(tag, indicators=field.indicators, subfields=field.subfields, origin=field.place)
