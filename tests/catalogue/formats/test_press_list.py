"""The list of issues that a library writes of its newspaper: what each line becomes, and why a list is refused whole."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.formats import press_list
from catalogue.formats.press_list import BadList, Listed, read_list


def reasons(content: bytes) -> list[str]:
    with pytest.raises(BadList) as refused:
        read_list(content)
    return [message.code for message in refused.value.messages]


def test_an_issue_has_its_day_its_label_and_where_it_is_read() -> None:
    lines = "Date;Libellé;Adresse;Manifeste\n15/07/1879;N° 1;https://a.example/1;https://a.example/m.json\n\n1879;;;\n1880-2-9;;;\n"
    assert read_list(lines.encode("cp1252")) == read_list(lines.encode("utf-8-sig")) == [
        Listed(1879, date(1879, 7, 15), "N° 1", "https://a.example/1", "https://a.example/m.json"),
        Listed(1879, None, "1879"),
        Listed(1880, date(1880, 2, 9)),
    ]  # fmt: skip


def test_every_wrong_line_is_told_up_to_a_screenful() -> None:
    with pytest.raises(BadList) as refused:
        read_list(b"date;adresse\n1879-02-30;\n1880-01-01;javascript:alert(1)\n1880-01-02;\nhier;\n")
    told = [(message.code, message.args["line"], message.args["text"]) for message in refused.value.messages]
    assert told == [
        ("press_list_date", 2, "1879-02-30"), ("press_list_address", 3, "javascript:alert(1)"), ("press_list_date", 5, "hier"),
    ]  # fmt: skip
    assert reasons(b"date\n" + b"hier\n" * 50) == ["press_list_date"] * 20


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "press_list_headings"),
        (b"a;b\n1;2\n", "press_list_headings"),
        (b"date\n", "press_list_empty"),
        (b"date\n\0\n", "press_list_unreadable"),
    ],
)
def test_what_is_no_list_is_refused_with_its_reason(content: bytes, code: str) -> None:
    assert reasons(content) == [code]


def test_a_list_too_long_to_be_one_newspaper_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reasons(b"date\n" + b"1" * press_list.LARGEST) == ["press_list_too_large"]
    monkeypatch.setattr(press_list, "MOST_LINES", 3)
    assert len(read_list(b"date\n" + b"1879-07-15\n" * 3)) == 3
    assert reasons(b"date\n" + b"1879-07-15\n" * 4) == ["press_list_too_large"]
