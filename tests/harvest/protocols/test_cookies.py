"""What a server asks the harvester to give back: to whom, until when, and what is never taken."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from harvest.protocols.cookies import LONGEST, MOST, MOST_HOSTS, Cookies

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def kept(*headers: str, scheme: str = "http") -> Cookies:
    cookies = Cookies()
    cookies.take("a.example", scheme, headers, now=NOW)
    return cookies


def test_a_cookie_goes_back_to_the_host_that_gave_it_and_to_no_other() -> None:
    cookies = kept("s=1; Domain=example; Path=/nowhere", "t=2")
    assert cookies.header("a.example", "http") == "s=1; t=2"
    assert cookies.header("b.example", "http") == cookies.header("example", "http") == ""


def test_the_last_word_counts_and_a_cookie_can_be_taken_back() -> None:
    cookies = kept(
        "s=1", "s=2", "gone=1", "gone=; Max-Age=0", "old=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "kept=1; Max-Age=60; Expires=x"
    )
    assert cookies.header("a.example", "http") == "s=2; kept=1"


def test_what_came_over_tls_never_leaves_without_it() -> None:
    assert kept("s=1", scheme="https").header("a.example", "http") == ""
    assert kept("s=1", scheme="https").header("a.example", "https") == "s=1"
    assert kept("s=1; Secure").header("a.example", "http") == ""


@pytest.mark.parametrize("header", ["", "=1", "s", "s=a\r\nX-Evil: 1", "s=a b", "s=é", "s=a,b", "s=" + "x" * LONGEST, "s x=1", "s=\x00"])
def test_what_is_no_cookie_is_left_out(header: str) -> None:
    assert kept(header).header("a.example", "http") == ""


def test_a_server_cannot_fill_the_memory() -> None:
    cookies = kept(*(f"s{number}=1" for number in range(1000)))
    for number in range(100):
        cookies.take(f"{number}.example", "http", ["s=1"])
    assert sum(len(jar) for jar in cookies.as_json().values()) == MOST + MOST_HOSTS - 1


def test_cookies_go_from_one_task_of_a_run_to_the_next() -> None:
    later = Cookies()
    later.take("a.example", "http", ["s=new"])
    later.restore(kept("s=old").as_json() | {"b.example": {"t": ["1", ""]}})
    assert (later.header("a.example", "http"), later.header("b.example", "http")) == ("s=new", "t=1")
    later.restore(None)
