"""Does a test begin as if it were the first to ask anything of the changed code?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from catalogue.core.text import fold
from catalogue.search import meanings
from catalogue.search.engines import stems
from runtime.forgetting import forget
from runtime.paths import ROOT

TWICE = """
import pytest
class Names:
    def pytest_collection_modifyitems(self, items):
        print("names", [item.name for item in items])
for _ in range(2):
    pytest.main(["--collect-only", "-qq", "-p", "runtime.forgetting", "test_shelves.py"], plugins=[Names()])
"""


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


def test_a_test_named_after_a_call_number_is_found_under_the_same_name_a_second_time(tmp_path: Path) -> None:
    named = "import pytest\n@pytest.mark.parametrize('number', ['P 8° 12', 'Rés 3'], ids=str)\ndef test_order(number): pass\n"
    (tmp_path / "test_shelves.py").write_text(named, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{TWICE}"]
    said = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    first, second = (line for line in said.splitlines() if line.startswith("names"))
    assert first == second and first.count("test_order[") == 2
