"""What ISO 5426 and MARC-8 share: one byte a character, marks before their letter, and a table of what each byte is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

REPLACEMENT = "�"
# A mark before a blank stands alone (ISO 5426, 5.3): "n\xca 4" is "n° 4".
_ALONE = {
    "\u0300": "`", "\u0301": "´", "\u0302": "^", "\u0303": "~", "\u0304": "¯", "\u0306": "˘", "\u0307": "˙", "\u0308": "¨", "\u030a": "°",
    "\u030b": "˝", "\u030c": "ˇ", "\u0327": "¸", "\u0328": "˛",
}  # fmt: skip


class CombiningSigns(dict[str, str]):
    """Bytes above 0x7F (as Latin-1 characters), alone or marks with the letter behind them, to composed text.

    Filled as signs are met: a corpus holds a few hundred of them.
    """

    def __init__(self, characters: Mapping[str, str], *, marks: str) -> None:
        super().__init__()
        self._characters = characters
        self._marks = marks

    def __missing__(self, sign: str) -> str:
        letter = sign[-1] if sign[-1] not in self._marks else ""
        marks = sign[: len(sign) - len(letter)]
        if marks and not letter:
            text = REPLACEMENT * len(marks)
        else:
            known = [self._characters.get(character, REPLACEMENT) for character in marks]
            if letter == " " and len(known) == 1 and known[0] in _ALONE:
                return _ALONE[known[0]] + " "
            base = letter if letter < "\x80" else self._characters.get(letter, REPLACEMENT)
            text = unicodedata.normalize("NFC", base + "".join(known))
        if len(self) < 65_536 and len(sign) < 8:
            self[sign] = text
        return text

    def decode(self, data: bytes, pattern: re.Pattern[str]) -> tuple[str, bytes]:
        """The text of ``data`` and its bytes without sense; ``pattern`` finds the signs."""
        latin = data.decode("latin-1")
        text = pattern.sub(lambda pair: self[pair[0]], latin)
        if REPLACEMENT not in text:
            return text, b""
        senseless = [self._senseless(sign) for sign in pattern.findall(latin) if REPLACEMENT in self[sign]]
        return text, "".join(senseless).encode("latin-1")

    def _senseless(self, sign: str) -> str:
        """The characters of a sign that the table lacks, or all its marks where no letter follows them."""
        if sign[-1] in self._marks:
            return sign
        return "".join(character for character in sign if character >= "\x80" and character not in self._characters)
