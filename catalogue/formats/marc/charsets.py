"""Which character set a record is in, found on its bytes: what it declares of itself is often wrong.

UNIMARC's 100$a/26-29 says the same in files of ISO 5426 and of UTF-8, MARC 21's leader/09 is forgotten as often as set.
Strict UTF-8 with sequences of several bytes does not happen by chance; the rest is weighed between the sets allowed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from catalogue.core.messages import Message
from catalogue.formats.marc import iso2022, iso5426, marc8
from catalogue.formats.marc.iso2022 import in_eight_bits
from catalogue.formats.marc.twice import undo_double
from catalogue.formats.messages import BadRecord, hex_bytes

UTF8, ISO5426, MARC8, WINDOWS = "utf-8", "iso-5426", "marc-8", "windows-1252"

_ACCEPTED, _TRUSTED = 0.4, 0.15
_FEW = 0.01
_ABOVE_ASCII = bytes(range(0x80, 0x100))
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Two bytes of UTF-8 read as Latin-1 or as Windows-1252, and written in UTF-8 again: "Ã©", "â€™".
_UTF8_TWICE = re.compile(rb"\xc3[\x82-\xbf](?:\xc2[\x80-\xbf]|[\xc5\xc6\xcb][\x80-\xbf]|\xe2[\x80-\x84][\x80-\xbf])")
_NONSORTING = {0x88: "\x98", 0x89: "\x9c"}
_MARKED = {ISO5426: re.compile(rb"[\xc0-\xdf]{1,8}.?", re.DOTALL), MARC8: re.compile(rb"[\xe0-\xfe]{1,8}.?", re.DOTALL)}
_KNOWN = {
    ISO5426: bytes(range(0x80)) + bytes(iso5426.MARKS) + bytes(iso5426.OTHERS),
    MARC8: bytes(range(0x80)) + bytes(marc8.KNOWN),
}
_SIGNS_INSIDE = re.compile(rb"(?<=[a-z\xe0-\xff])[\xa1-\xbf]{2,}")
_WINDOWS_LETTER = re.compile(rb"[A-Za-z]?[\xc0-\xd6\xd8-\xf6\xf8-\xff\x8a\x8c\x8e\x9a\x9c\x9e\x9f]+")
_WINDOWS_SIGNS = (
    b"\x80\x82\x84\x85\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b\xa0\xa3\xa7\xa9\xab\xae\xb0\xb2\xb3\xb7\xb9\xba\xbb\xbc\xbd\xbe\xbf"
)
_CAPITAL_INSIDE = re.compile(rb"[a-z][\xe1\xe2\xe8\xe9\xea]")
_CODE = re.compile(rb"\x1f.", re.DOTALL)
_ESCAPED = re.compile(rb"\x1b[^\x1d-\x1f]*")
_CARON_OR_E_ACUTE = re.compile(rb"(?<![\xe0-\xfe])\xe9(?=[cdlnrstzCDLNRSTZ])")
_SMALL_BEFORE_CAPITAL = re.compile(rb"[\xe0-\xfe][A-Z]")
_DIAERESIS_ON_CONSONANT = frozenset("ẗḧẅẍḦẄẌ")  # what É before t, h, w or x is in ISO 5426
_DEGREE = b"\xca "  # the ring that stands alone: "n° 4", "45° "
_LIGATURES = frozenset(b"\xeb\xec\xfa\xfb")


class Decoded(NamedTuple):
    """A record's body as text, the set it was in, and what had to be repaired."""

    text: str
    charset: str
    warnings: list[Message]


def plain_text(body: bytes) -> str | None:
    """The text of a body in ASCII or in plain UTF-8, the common case; None where it takes more thought (:func:`decode_body`)."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if "\x1b" in text or (not body.isascii() and (_UTF8_TWICE.search(body) or "\x88" in text or "\x89" in text)):
        return None
    return text


def may_be_coded_twice(data: bytes) -> bool:
    """Whether UTF-8 holds what letters become when they are coded twice; whether they were, ``twice.undo_double`` judges."""
    return _UTF8_TWICE.search(data) is not None


def decode_body(body: bytes, *, unimarc: bool, declared_utf8: bool = False, tags: Sequence[str] = ()) -> Decoded:
    """The text of a record's body (separators included), NFC except where it came in UTF-8.

    ``declared_utf8`` is MARC 21's leader/09; it decides only for a record that is nearly UTF-8. ``tags`` are those of its fields, to
    name in a warning. Non-sorting marks come out as U+0098 and U+009C whatever the set. Raises BadRecord where no set makes sense of
    the bytes.
    """
    body = in_eight_bits(body) if b"\x1b" in body and not _is_utf8(body) else body
    if body.isascii():
        if b"\x1b" in body or b"\x0e" in body:
            decoder, family = (iso2022.decode, ISO5426) if unimarc else (marc8.decode, MARC8)
            return _with_replacements(*decoder(body), charset=family)
        return Decoded(body.decode("ascii"), UTF8, [])
    try:
        text = body.decode("utf-8").replace("\x1bH", "\x98").replace("\x1bI", "\x9c")
    except UnicodeDecodeError:
        return decode_mixed(body, unimarc=unimarc, declared_utf8=declared_utf8, tags=tags)
    warnings: list[Message] = []
    if _UTF8_TWICE.search(body):
        undone = "\x1e".join(map(undo_double, text.split("\x1e")))
        if undone != text:
            text = undone
            warnings.append(Message("utf8_twice", {}))
    return Decoded(_uniform_nonsorting(text), UTF8, warnings)


def _is_utf8(body: bytes) -> bool:
    """Whether a body holds characters of several bytes, all of UTF-8: one-byte marks would be none there."""
    try:
        return len(body.decode("utf-8")) < len(body)
    except UnicodeDecodeError:
        return False


def _uniform_nonsorting(text: str) -> str:
    """U+0088 and U+0089, the old habit, as U+0098 and U+009C (ISO 6630 in ISO 10646)."""
    if "\x88" in text or "\x89" in text:
        return text.translate(_NONSORTING)
    return text


def _with_replacements(text: str, senseless: bytes, *, charset: str) -> Decoded:
    """Tell what was replaced, when something was."""
    if not senseless:
        return Decoded(text, charset, [])
    args = {"count": len(senseless), "charset": charset, "bytes": hex_bytes(senseless)}
    return Decoded(text, charset, [Message("bytes_replaced", args)])


def decode_mixed(body: bytes, *, unimarc: bool, declared_utf8: bool, tags: Sequence[str]) -> Decoded:
    """A body that is not all UTF-8, judged whole, then field by field where some of its fields are: a catalogue that was converted
    keeps fields that were not, copies and notes as a rule."""
    pieces = body.split(b"\x1e")
    kinds = [_kind_of(piece) for piece in pieces]
    if not {"utf-8", "other"} <= set(kinds):
        return _decode_legacy(body, unimarc=unimarc, declared_utf8=declared_utf8)
    others = [piece for piece, kind in zip(pieces, kinds, strict=True) if kind == "other"]
    try:
        decoded = _decode_legacy(b"\x1e".join(others), unimarc=unimarc, declared_utf8=False)
    except BadRecord:
        return _replace_in_utf8(body)
    texts = iter(decoded.text.split("\x1e"))
    all_texts = [
        next(texts) if kind == "other" else _uniform_nonsorting(_in_utf8(piece)) for piece, kind in zip(pieces, kinds, strict=True)
    ]
    text = re.sub("[\udc80-\udcff]", "�", "\x1e".join(all_texts))
    high = sum(map(_count_high, others))
    main, fewer = (UTF8, "other") if 2 * high <= _count_high(body) else (decoded.charset, "utf-8")
    named = [tags[place] if place < len(tags) else str(place + 1) for place, kind in enumerate(kinds) if kind == fewer]
    said = Message("field_charset", {"charset": decoded.charset if main == UTF8 else UTF8, "fields": ", ".join(dict.fromkeys(named))})
    senseless = bytes(ord(char) - 0xDC00 for char in "".join(all_texts) if "\udc80" <= char <= "\udcff")
    replaced = _with_replacements(text, senseless, charset=UTF8).warnings
    rest = [warning for warning in decoded.warnings if warning.code != "charset_windows" or main != UTF8]
    return Decoded(text, main, [said, *rest, *replaced])


def _kind_of(field: bytes) -> str:
    """How one field is coded: ascii, utf-8 (a few bytes wrong, perhaps), or other."""
    if field.isascii():
        return "ascii"
    rest, sequences = _UTF8_SEQUENCE.subn(b"", field)
    return "utf-8" if sequences > _count_high(rest) else "other"


def _in_utf8(field: bytes) -> str:
    return field.decode("utf-8", "surrogateescape")


def _decode_legacy(body: bytes, *, unimarc: bool, declared_utf8: bool) -> Decoded:
    """Fields that are not UTF-8: nearly UTF-8, or in the set of their family, or in Windows-1252, or in nothing known."""
    rest, sequences = _UTF8_SEQUENCE.subn(b"", body)
    stray = _count_high(rest)
    if (declared_utf8 and sequences and sequences >= stray) or sequences > 4 * stray:
        return _replace_in_utf8(body)
    family = ISO5426 if unimarc else MARC8
    torn = (_holds_unknown(body, family) or (family == MARC8 and _is_torn(body))) and oddity(body, WINDOWS) == 0
    if torn or oddity(body, family) > _ACCEPTED:
        if oddity(body, WINDOWS) > _TRUSTED:
            high = body.translate(None, bytes(range(0x80)))
            if declared_utf8 and len(high) <= _FEW * len(body):
                return _replace_in_utf8(body)
            raise BadRecord("charset_unknown", count=len(high), bytes=hex_bytes(high))
        text = body.decode(WINDOWS, "replace")
        decoded = _with_replacements(text, bytes(b for b in body if b in b"\x81\x8d\x8f\x90\x9d"), charset=WINDOWS)
        return Decoded(decoded.text, WINDOWS, [Message("charset_windows", {}), *decoded.warnings])
    decoder = (iso2022.decode if b"\x1b" in body else iso5426.decode) if unimarc else marc8.decode
    return _with_replacements(*decoder(body), charset=family)


def _replace_in_utf8(body: bytes) -> Decoded:
    """UTF-8 with a few wrong bytes, each replaced by U+FFFD and told."""
    text = body.decode("utf-8", "surrogateescape")
    senseless = bytes(ord(character) - 0xDC00 for character in text if "\udc80" <= character <= "\udcff")
    text = re.sub("[\udc80-\udcff]", "�", text)
    return _with_replacements(_uniform_nonsorting(text), senseless, charset=UTF8)


def oddity(body: bytes, charset: str) -> float:
    """How little sense the bytes above 0x7F make in ``charset``: 0 all of them do, 1 none does."""
    body = _CODE.sub(b"\x1f", body)
    if charset != WINDOWS and b"\x1b" in body:
        body = _ESCAPED.sub(b"", body)
    if charset == MARC8:
        body = _CARON_OR_E_ACUTE.sub(b"", body)
    high = _count_high(body)
    if not high:
        return 0.0
    return (_windows_oddity(body, high=high) if charset == WINDOWS else _marks_oddity(body, charset)) / high


def _holds_unknown(body: bytes, charset: str) -> bool:
    """Whether some bytes are none of the set's: 0xE0 in ISO 5426, "à" in Windows-1252."""
    return b"\x1b" not in body and bool(body.translate(None, _KNOWN[charset]))


def _is_torn(body: bytes) -> bool:
    """Whether the bytes make as much sense in MARC-8 as in Windows-1252: 0xE9 before a consonant, ň in the one, én in the other.

    Nothing else speaks for MARC-8 then; Windows-1252, which comes with a warning, is the safer reading.
    """
    return b"\x1b" not in body and len(_CARON_OR_E_ACUTE.findall(body)) == _count_high(body)


def _count_high(body: bytes) -> int:
    """The number of bytes above 0x7F."""
    return len(body) - len(body.translate(None, _ABOVE_ASCII))


def _marks_oddity(body: bytes, charset: str) -> float:
    """Count bytes without sense, marks that no letter follows, and for a half marks that do not compose with their letter."""
    odd = float(len(body.translate(None, _KNOWN[charset])))
    for pair in _MARKED[charset].findall(body):
        odd += _pair_oddity(charset, pair)
    if charset == ISO5426:
        odd += len(_CAPITAL_INSIDE.findall(body))
    return odd


@lru_cache(maxsize=4096)
def _pair_oddity(charset: str, pair: bytes) -> float:
    """The oddity of marks and of what follows them (a letter as a rule)."""
    decode = marc8.decode if charset == MARC8 else iso5426.decode
    if _MARKED[charset].fullmatch(pair[-1:]):
        return float(len(pair))
    if charset == ISO5426 and pair == _DEGREE:
        return 0.0
    if not decode(pair[-1:])[0].isalpha():
        return float(len(pair) - 1)
    if set(pair[:-1]) <= _LIGATURES and charset == MARC8:
        return 0.0
    composed = decode(pair)[0]
    if composed in _DIAERESIS_ON_CONSONANT:
        return 1.0
    return 0.5 if len(composed) > 1 else 0.0


def _windows_oddity(body: bytes, *, high: int) -> float:
    """Count capitals with accents inside words, long runs of accented letters, and signs nobody types."""
    odd = letters = 0
    for run in _WINDOWS_LETTER.findall(body):
        before = run[0] if run[0] < 0x80 else 0
        accented = len(run) - bool(before)
        letters += accented
        if accented > 2 or (0x61 <= before <= 0x7A and any(0xC0 <= byte <= 0xDE for byte in run)):
            odd += accented
    signs = len(body) - len(body.translate(None, _WINDOWS_SIGNS))
    odd += len(_SMALL_BEFORE_CAPITAL.findall(body))
    return odd + sum(map(len, _SIGNS_INSIDE.findall(body))) + max(0, high - letters - signs)
