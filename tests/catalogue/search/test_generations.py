"""The folders of the embedded index, when processes die and code changes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from catalogue.search.engines.tantivy import schema
from catalogue.search.engines.tantivy.engine import TantivyEngine
from catalogue.search.engines.tantivy.generations import POINTER
from catalogue.search.request import SearchRequest
from tests.contracts.notices import document

DIES = """
import os, sys
from pathlib import Path
from catalogue.search.engines.tantivy.engine import TantivyEngine
from tests.contracts.notices import document
engine = TantivyEngine(Path(sys.argv[1]))
def some():
    for id_ in range(100, 5000):
        yield document(id_, "Perdu")
        if id_ == 3000:
            os.kill(os.getpid(), 9)
with (engine.rebuild() if sys.argv[2] == "rebuild" else engine.writer()) as writer:
    writer.apply([document(50, "Gardé")])
    writer.apply(some())
"""


def folders(root: Path) -> list[str]:
    return sorted(path.name for path in root.iterdir() if path.is_dir())


def die(root: Path, during: str, *, cwd: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", DIES, str(root), during], cwd=cwd, check=False, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == -9, ended.stderr


def test_a_rebuild_killed_leaves_the_index_and_its_rest_is_swept(tmp_path: Path, root: Path) -> None:
    engine = TantivyEngine(tmp_path)
    engine.index([document(1, "Titre")])
    die(tmp_path, "rebuild", cwd=root)
    assert len(folders(tmp_path)) == 2
    assert [key.id for key in engine.document_keys()] == [1]
    with engine.rebuild() as writer:
        writer.apply([document(2, "Titre")])
    assert [key.id for key in engine.document_keys()] == [2]
    assert len(folders(tmp_path)) == 1


def test_a_writer_killed_keeps_what_it_committed_and_no_more(tmp_path: Path, root: Path) -> None:
    engine = TantivyEngine(tmp_path)
    engine.index([document(1, "Titre")])
    die(tmp_path, "write", cwd=root)
    assert [key.id for key in engine.document_keys()] == [1, 50]
    engine.index([document(2, "Titre")])
    assert [key.id for key in engine.document_keys()] == [1, 2, 50]


@pytest.mark.parametrize("pointer", ["s0t0f0-20200101T000000-abc", f"{schema.form()}-gone", "", "../../etc", "\x00"])
def test_an_index_of_another_form_or_lost_is_empty_not_an_error(tmp_path: Path, pointer: str) -> None:
    engine = TantivyEngine(tmp_path)
    engine.index([document(1, "Titre")])
    (tmp_path / POINTER).write_text(pointer)
    for asked in (engine, TantivyEngine(tmp_path)):
        assert not asked.is_current()
        assert asked.search(SearchRequest(words="titre")).total == 0
        assert not asked.health().ready
    engine.index([document(2, "Titre")])
    assert [key.id for key in engine.document_keys()] == [2]
    assert engine.is_current()


def test_a_reader_survives_many_switches(tmp_path: Path) -> None:
    writer, reader = TantivyEngine(tmp_path), TantivyEngine(tmp_path)
    for id_ in range(1, 8):
        with writer.rebuild() as building:
            building.apply([document(id_, "Titre")])
        assert [hit.key.id for hit in reader.search(SearchRequest(words="titre")).hits] == [id_]
    assert len(folders(tmp_path)) == 1
