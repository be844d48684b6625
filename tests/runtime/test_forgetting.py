"""Does a test begin as if it were the first to ask anything of the changed code?"""

from __future__ import annotations

from catalogue.core.text import fold
from catalogue.search import meanings
from catalogue.search.engines import stems
from runtime.forgetting import forget


def test_what_the_changed_package_keeps_is_forgotten_and_nothing_else() -> None:
    assert meanings.meaning_at(("carte",), 0)[1] is not None and stems.stem("chevaux") == "cheval"
    assert meanings._table.cache_info().currsize == 1 and "chevaux" in stems._stems
    forget("catalogue.core")
    assert meanings._table.cache_info().currsize == 1 and "chevaux" in stems._stems
    forget("catalogue.search.meanings")
    assert meanings._table.cache_info().currsize == 0 and "chevaux" in stems._stems
    forget("catalogue.search")
    assert "chevaux" not in stems._stems and stems.stem("chevaux") == "cheval" and fold("É") == "e"


def test_what_is_forgotten_is_worked_out_again_as_it_was() -> None:
    assert fold("Abrégé de l\u2019hiſtoire") == "abrege de histoire"
    forget("catalogue.core")
    assert fold("Abrégé de l\u2019hiſtoire") == "abrege de histoire"
