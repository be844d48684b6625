"""What tells a digital copy from the others of a notice: a key of what it is, whatever its place in a list of another order."""

from __future__ import annotations

import base64
import hashlib

from catalogue.core.description import DigitalCopy

LENGTH = 10  # of thirty-two letters: of a million copies, one chance in two thousand that two share a key, were they of one notice


def copy_key(copy: DigitalCopy) -> str:
    """Ten small letters and figures made from the manifest of a copy, else from its address, its ark or its picture."""
    address = copy.manifest or copy.url or copy.ark or copy.thumbnail
    digest = hashlib.sha256(address.strip().encode("utf-8", "replace")).digest()
    return base64.b32encode(digest).decode()[:LENGTH].lower()
