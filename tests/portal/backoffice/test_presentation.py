"""What the console computes without a database: the strip, the rate, lengths of time, bytes made visible, our colours."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from harvest.models import HarvestRun, Window
from portal.backoffice import dump, strip
from portal.backoffice.progress import duration, progress, situation
from portal.backoffice.templatetags.console import rate

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def day(number: int) -> datetime:
    return datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=number)


def test_slices_are_as_wide_as_they_are_long():
    windows = [Window(start=day(0), end=day(30)), Window(start=day(30), end=day(90))]
    bands = strip.bands(windows)
    assert [round(band.width) for band in bands] == [333, 667]
    assert bands[1].x == pytest.approx(bands[0].width)


def test_open_ends_take_the_partner_s_own_dates():
    options = {"earliest": day(0).isoformat(), "now": day(100).isoformat()}
    bands = strip.bands([Window(end=day(50), options=options), Window(start=day(50), options=options)])
    assert [round(band.width) for band in bands] == [500, 500]


def test_slices_whose_length_is_not_known_are_equal():
    assert [round(band.width) for band in strip.bands([Window(), Window(start=day(1), end=day(2)), Window()])] == [333, 333, 333]


def test_the_shortest_slice_can_still_be_seen_and_all_stay_inside():
    windows = [Window(start=day(0), end=day(1)), Window(start=day(1), end=day(4000))]
    bands = strip.bands(windows)
    assert bands[0].width > 5
    many = strip.bands([Window(start=day(number), end=day(number + 1)) for number in range(400)])
    assert many[-1].x + many[-1].width == pytest.approx(1000, abs=0.5)
    assert strip.bands([]) == []


def test_a_running_slice_is_filled_by_what_the_partner_announced():
    assert strip.filled(Window(state="running", read=25, total=100)) == 0.25
    assert strip.filled(Window(state="running", read=250, total=100)) == 1.0
    assert strip.filled(Window(state="running", read=25)) == 0.0
    assert strip.filled(Window(state="done")) == 1.0
    assert strip.bands([Window(state="running", read=25, total=100)])[0].filled_width == 250


def test_no_estimate_is_made_from_a_number_nobody_announced():
    run = HarvestRun(state="running", read=600, started_at=NOW - timedelta(minutes=1))
    known = progress(run, [Window(total=1200)], now=NOW)
    assert (known.rate, known.announced, known.remaining) == (10, 1200, timedelta(minutes=1))
    assert progress(run, [Window(total=1200), Window()], now=NOW).remaining is None
    assert progress(run, [], now=NOW).announced is None
    assert progress(HarvestRun(state="waiting"), [Window(total=5)], now=NOW).rate is None
    done = HarvestRun(state="done", read=600, started_at=NOW - timedelta(minutes=1), ended_at=NOW)
    assert progress(done, [Window(total=1200)], now=NOW + timedelta(days=1)).rate == 10


def test_a_lost_worker_is_said():
    run = HarvestRun(state="running", lease_until=NOW - timedelta(minutes=5))
    with translation.override("en"):
        assert "has stopped" in situation(run, worker_alive=True, now=NOW)
        assert "sign of life" in situation(run, worker_alive=False, now=NOW)
        assert situation(HarvestRun(state="running", lease_until=NOW + timedelta(minutes=1)), worker_alive=True, now=NOW) == ""
        assert situation(HarvestRun(state="done"), worker_alive=False, now=NOW) == ""


@pytest.mark.parametrize(
    ("seconds", "french"),
    [
        (0.2, "1 seconde"),
        (59, "59 secondes"),
        (90, "2 minutes"),
        (3599, "1 heure"),
        (7500, "2 heures et 5 minutes"),
        (3 * 86400, "3 jours"),
    ],
)
def test_lengths_of_time_are_said_as_a_person_says_them(seconds, french):
    with translation.override("fr"):
        assert duration(timedelta(seconds=seconds)) == french


def test_a_rate_has_a_decimal_only_when_it_is_small():
    with translation.override("fr"):
        assert (rate(0.26), rate(9.96), rate(1234.4)) == ("0,3", "10", "1\u202f234")


def test_every_byte_of_a_record_can_be_told():
    shown = dump.visible_text(bytes(range(256)))
    assert "⟨00⟩" in shown
    assert "⟨1b⟩" in shown
    assert "⟨ff⟩" in shown
    assert "\t\n" in shown
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", shown)


def test_signs_that_turn_the_text_around_are_numbers():
    assert dump.visible_text("a\u202eb\ufeffc".encode()) == "a⟨U+202E⟩b⟨U+FEFF⟩c"
    assert dump.visible_text("שלום œ".encode()) == "שלום œ"


def test_rows_of_bytes_add_up_to_the_record():
    data = bytes(range(256)) * 20
    offsets, joined, start = [], "", 0
    while start is not None:
        page = dump.page_of(data, start=start)
        offsets += [int(row.offset, 16) for row in page.rows]
        joined += "".join(row.hexadecimal.replace(" ", "") for row in page.rows)
        start = page.next
    assert bytes.fromhex(joined) == data
    assert offsets == list(range(0, len(data), 16))


def test_a_page_of_bytes_outside_the_record_is_its_first_or_its_last():
    data = b"x" * 5000
    assert dump.page_of(data, start=-5).start == 0
    assert dump.page_of(data, start=10**12).start == 4096
    assert dump.page_of(b"").rows == ()


def colours(css: str, opening: str) -> dict[str, str]:
    block = css[css.index(opening) :].partition("}")[0]
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", block))


@pytest.mark.parametrize(("ours", "theirs"), [(":root,", ":root {"), (".w-theme-dark", "prefers-color-scheme: dark")])
def test_the_back_office_has_the_colours_of_the_public_site(root, ours, theirs):
    public = (root / "static/css/portal.css").read_text()
    console = (root / "static/backoffice/backoffice.css").read_text()
    mine = {name: value for name, value in colours(console, ours).items() if not name.startswith("w-")}
    public_colours = colours(public[public.index(theirs) :], ":root {")
    assert len(mine) >= 11
    assert mine == {name: public_colours[name] for name in mine}


def test_dark_is_the_same_whether_chosen_or_taken_from_the_system(root):
    console = (root / "static/backoffice/backoffice.css").read_text()
    blocks = [console[console.index(name) :].partition("}")[0] for name in (".w-theme-dark", ".w-theme-system")]
    chosen, system = (block.partition("{")[2].split() for block in blocks)
    assert chosen == system


def test_neither_rate_nor_estimate_counts_a_pause():
    run = HarvestRun(
        state="running", read=600, started_at=NOW - timedelta(hours=3), paused_seconds=2 * 3600, paused_at=NOW - timedelta(minutes=59)
    )
    known = progress(run, [Window(total=1200)], now=NOW)
    assert (known.elapsed, known.rate, known.remaining) == (timedelta(minutes=1), 10, timedelta(minutes=1))
    ended = HarvestRun(state="aborted", read=600, started_at=NOW - timedelta(minutes=1), ended_at=NOW, paused_at=NOW)
    assert progress(ended, [], now=NOW + timedelta(days=2)).elapsed == timedelta(minutes=1)
