"""Is the generated corpus one that a harvest could meet: readable, repeatable, with editions held by several libraries?"""

from __future__ import annotations

from collections import Counter

from bench import corpus, partner
from bench.table import Figure
from catalogue.formats.reading import read_file, read_item


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not() -> None:
    assert corpus.page(0, 20, 100) == corpus.page(0, 20, 100)
    assert corpus.page(0, 20, 100) != corpus.page(0, 20, 100, seed=2)


def test_every_notice_is_read_without_a_warning() -> None:
    readings = list(read_file(corpus.page(0, 200, 1000)))
    assert [reading.status for reading in readings] == ["read"] * 200
    assert not [reading.warnings for reading in readings if reading.warnings]
    assert all(reading.description and reading.description.holdings for reading in readings)


def test_some_editions_are_held_by_several_libraries() -> None:
    titles = Counter()
    for number in range(400):
        description = read_item(corpus.notice(number).encode()).description
        assert description is not None
        titles[description.title] += 1
    assert sum(count > 1 for count in titles.values()) >= 40


def test_a_revision_changes_the_share_that_was_asked_and_no_more() -> None:
    before, after = (corpus.page(0, 300, 300, revision=1, changed=share).split(b"<record>") for share in (0, 0.01))
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 3


def test_the_pages_lead_to_each_other_and_the_last_one_ends_the_list(tmp_path) -> None:
    paths = partner.write(tmp_path, 1200)
    assert len(paths) == 3
    assert b">500</resumptionToken>" in paths[0].read_bytes()
    assert b"></resumptionToken>" in paths[-1].read_bytes()


def test_a_figure_says_whether_its_bar_is_held() -> None:
    assert Figure("x", 0.7, 0.6).verdict == "held"
    assert Figure("x", 0.5, 0.6).verdict == "MISSED"
    assert Figure("x", 1.2, 1.1, at_most=True).verdict == "MISSED"
    assert Figure("x", 1.0).verdict == ""
