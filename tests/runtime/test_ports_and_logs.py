"""Ports are claimed for one clone only; logs stay small and show what went wrong."""

import io
import socket
from contextlib import closing

import pytest

from runtime import logs, ports


def test_an_occupied_port_gives_the_next_one():
    start = ports.any_free()
    with closing(socket.socket()) as server:
        server.bind((ports.LOOPBACK, start))
        server.listen()
        port, claim = ports.claim_from(start)
        claim.close()
    assert port > start


def test_two_clones_started_together_never_share_a_port():
    first, one = ports.claim_from(ports.any_free())
    second, two = ports.claim_from(first)
    with closing(one), closing(two):
        assert first != second


def test_a_server_that_shares_ports_among_its_workers_may_use_the_claimed_port():
    port, claim = ports.claim_from(ports.any_free())
    with closing(claim), closing(socket.socket()) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind((ports.LOOPBACK, port))
        server.listen()
        with closing(socket.create_connection((ports.LOOPBACK, port), timeout=5)) as line:
            assert line.getpeername()[1] == port


def test_no_free_port_is_said():
    with pytest.raises(OSError, match="No port is free between 65535"):
        ports.claim_from(65_535, tries=0)


def test_a_log_keeps_everything_and_the_terminal_only_what_alarms(tmp_path, capsys):
    words = b'level=info event="read 100 records"\nlevel=error event="the partner does not answer"\n'
    logs.follow("worker", io.BytesIO(words), tmp_path / "worker.log").join()
    assert (tmp_path / "worker.log").read_bytes() == words
    assert capsys.readouterr().out == 'worker: level=error event="the partner does not answer"\n'


def test_an_alarm_that_repeats_is_shown_once_a_minute(tmp_path, capsys):
    words = [f'timestamp=2026-11-22T18:40:{second:02}Z level=error event="{event}"\n' for second in range(20) for event in ("one", "two")]
    logs.follow("worker", io.BytesIO("".join(words).encode()), tmp_path / "worker.log").join()
    assert capsys.readouterr().out.splitlines() == ['worker: level=error event="one"', 'worker: level=error event="two"']
    assert (tmp_path / "worker.log").read_text().count("\n") == 40


def test_a_log_never_grows_past_its_bound(tmp_path, monkeypatch):
    monkeypatch.setattr(logs, "LIMIT", 1000)
    logs.follow("worker", io.BytesIO(b"x" * 99 + b"\n" + b"y" * 99 + b"\n" * 1000), tmp_path / "worker.log").join()
    logs.follow("worker", io.BytesIO((b"z" * 99 + b"\n") * 100), tmp_path / "worker.log").join()
    sizes = [path.stat().st_size for path in tmp_path.iterdir()]
    assert len(sizes) == 2
    assert max(sizes) <= 1200
