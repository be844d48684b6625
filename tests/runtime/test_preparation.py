"""What a run prepares is prepared once, and again when it changed."""

import pytest

from runtime import preparation
from runtime.errors import ServiceError


@pytest.fixture
def asked(monkeypatch):
    """The Django commands that were started, which all succeed."""
    started = []
    monkeypatch.setattr(preparation, "_django", lambda arguments, environ: started.append(arguments[0]) or (lambda: None))
    return started


def test_the_second_start_prepares_nothing(asked, tmp_path, capsys):
    for _ in range(2):
        preparation.prepare(tmp_path, {}, database_is_ours=True)
    assert asked == ["migrate", "collectstatic"]
    assert capsys.readouterr().out.count("Preparing") == 1


def test_what_is_gathered_does_not_count_as_a_change(asked, tmp_path):
    (tmp_path / "static").mkdir()
    preparation.prepare(tmp_path, {}, database_is_ours=True)
    (tmp_path / "static" / "new.css").write_text("p { color: red }")
    preparation.prepare(tmp_path, {}, database_is_ours=True)
    assert asked.count("collectstatic") == 1


def test_a_new_font_is_gathered(asked, tmp_path):
    preparation.prepare(tmp_path, {}, database_is_ours=True)
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor" / "fonts.css").write_text("@font-face {}")
    preparation.prepare(tmp_path, {}, database_is_ours=True)
    assert asked == ["migrate", "collectstatic", "collectstatic"]


def test_a_database_of_somebody_else_is_asked_each_time(asked, tmp_path):
    for _ in range(2):
        preparation.prepare(tmp_path, {}, database_is_ours=False)
    assert asked.count("migrate") == 2


def test_a_command_prepares_the_tables_alone_and_keeps_standard_output_for_itself(asked, tmp_path, capsys):
    for _ in range(2):
        preparation.prepare_tables(tmp_path, {})
    assert asked == ["migrate"]
    assert capsys.readouterr().out == ""
    preparation.prepare(tmp_path, {}, database_is_ours=True)
    assert asked == ["migrate", "collectstatic"]


def test_a_step_that_fails_is_told_and_tried_again(monkeypatch, tmp_path):
    def failing(arguments, environ):
        def wait():
            raise ServiceError("migrate failed: no such column")

        return wait

    monkeypatch.setattr(preparation, "_django", failing)
    for _ in range(2):
        with pytest.raises(ServiceError, match="no such column"):
            preparation.prepare(tmp_path, {}, database_is_ours=True)
