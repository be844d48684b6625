"""What a statement of rights lets an exhibition do with a picture."""

from __future__ import annotations

import pytest

from catalogue.core.rules.reuse import Use, use_of


@pytest.mark.parametrize(
    ("said", "use"),
    [
        ((), Use.FREE),
        (("Domaine public",), Use.FREE),
        (("https://creativecommons.org/publicdomain/mark/1.0/",), Use.FREE),
        (("https://creativecommons.org/licenses/by-nc/4.0/",), Use.FREE),
        (("https://creativecommons.org/licenses/by-nc-nd/4.0/",), Use.WHOLE),
        (("CC BY-ND 4.0",), Use.WHOLE),
        (("http://rightsstatements.org/vocab/InC/1.0/",), Use.LINK),
        (("http://rightsstatements.org/vocab/InC-EDU/1.0/",), Use.FREE),
        (("http://rightsstatements.org/vocab/NoC-NC/1.0/",), Use.FREE),
        (("Domaine public", "© Tous droits réservés"), Use.LINK),
    ],
)
def test_the_narrowest_statement_decides(said: tuple[str, ...], use: Use) -> None:
    assert use_of(said) is use
