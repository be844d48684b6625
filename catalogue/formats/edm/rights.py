"""What may be done with a digital copy, in the statements that Europeana takes: whatever else is said of it, nobody has judged."""

from __future__ import annotations

import re
from typing import Final

from catalogue.core.text import fold

NOT_EVALUATED: Final = "http://rightsstatements.org/vocab/CNE/1.0/"
PUBLIC_DOMAIN: Final = "http://creativecommons.org/publicdomain/mark/1.0/"
_TAKEN = re.compile(
    r"https?://(?:www\.)?(creativecommons\.org/(?:licenses/(?:by|by-sa|by-nd|by-nc|by-nc-sa|by-nc-nd)/4\.0"
    r"|publicdomain/(?:zero|mark)/1\.0)|rightsstatements\.org/(?:vocab|page)/(?:NoC-NC|NoC-OKLR|InC|InC-EDU|InC-OW-EU|CNE)/1\.0)/?",
)
_OPEN = ("domaine public", "public domain")


def rights_of(*said: str) -> str:
    """The statement of the first of some texts that is one, or that says the public domain; else that nobody has judged."""
    for text in said:
        if found := _TAKEN.search(text):
            return f"http://{found[1].replace('/page/', '/vocab/')}/"
        if any(f" {words} " in f" {fold(text)} " for words in _OPEN):
            return PUBLIC_DOMAIN
    return NOT_EVALUATED
