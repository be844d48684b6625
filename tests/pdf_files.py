"""PDF files made by hand (ISO 32000-1), good and hostile."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

A4 = (595, 842)  # points


def pdf(pages: Sequence[str], *, sizes: Sequence[tuple[int, int]] = (), extra: bytes = b"", trailer: bytes = b"") -> bytes:
    """A file with these texts (Latin-1), a line of text for each line, on pages of A4 or of these ``sizes`` in points. ``extra``: entries
    of its catalogue; ``trailer``: of its trailer.
    """
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % extra,
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, text in enumerate(pages):
        resources = b"<< /Font << /F1 3 0 R >> >>"
        wide, tall = sizes[number] if sizes else A4
        box = b"[0 0 %d %d]" % (wide, tall)
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents %d 0 R /Resources %s >>" % (box, 5 + 2 * number, resources))
        objects.append(stream(drawn(text)))
    return written(objects, trailer=trailer)


def drawn(text: str) -> bytes:
    """The operators that write a text, line by line."""
    lines = [line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in text.split("\n")]
    shown = "".join(f"({line}) Tj 0 -16 Td " for line in lines)
    return f"BT /F1 12 Tf 40 800 Td {shown}ET".encode("cp1252", "replace")


def stream(data: bytes, *, compressed: bool = True) -> bytes:
    """A stream of a file."""
    packed = zlib.compress(data) if compressed else data
    return b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(packed), b"/Filter /FlateDecode " if compressed else b"", packed)


def written(objects: Sequence[bytes], *, trailer: bytes = b"") -> bytes:
    """The file of these objects, numbered from 1, with its table of places."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)
