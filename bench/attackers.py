"""Few connections that would hold a portal: forms that trickle, filtered searches, log-ins, pictures of partners who do not answer.

usage: python -m bench.attackers KIND PORT    (until it is ended; prints the statuses they were given, one JSON object, on SIGTERM)

Each comes from an address of its own (127.1.0.1 and on), so that the limits for one visitor stop none of them.
"""

from __future__ import annotations

import http.client
import json
import re
import signal
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

PORTS = range(18_700, 18_708)  # of the partners who do not answer
PICTURES = tuple(range(10, 90, 10))  # the notices of the corpus that have a copy, given to these partners by bench.siege
Seen = Counter[int]


def _line(port: int, number: int, timeout: float = 60) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", port, timeout=timeout, source_address=(f"127.1.0.{number + 1}", 0))


def _asked(line: http.client.HTTPConnection, seen: Seen, method: str, path: str, **options: object) -> http.client.HTTPResponse:
    line.request(method, path, **options)  # type: ignore[arg-type]
    answer = line.getresponse()
    seen[answer.status] += 1
    return answer


def trickle(port: int, number: int, seen: Seen) -> None:
    """A form of two thousand bytes, one byte twice a second."""
    with socket.create_connection(("127.0.0.1", port), timeout=120, source_address=(f"127.1.0.{number + 1}", 0)) as line:
        line.sendall(b"POST /gestion/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n")
        line.sendall(b"Content-Length: 2000\r\n\r\n")
        for _ in range(2000):
            line.sendall(b"a")
            line.settimeout(0.5)
            try:
                answered = line.recv(4096)
            except TimeoutError:
                continue
            if answered:
                seen[int(answered[9:12])] += 1
            return


def filtered(port: int, number: int, seen: Seen) -> None:
    """Another filtered search each time, at once when it was answered."""
    line = _line(port, number)
    for turn in range(10**6):
        answer = _asked(line, seen, "GET", f"/recherche?q=histoire&siecle={15 + turn % 5}&de={1400 + turn % 500}&page={2 + turn % 9}")
        answer.read()
        if answer.status != http.client.OK:
            time.sleep(0.2)


def log_in(port: int, number: int, seen: Seen) -> None:
    """A password for another account each time, as fast as they are refused."""
    line = _line(port, number)
    page = _asked(line, seen, "GET", "/gestion/login/")
    cookie = (page.getheader("Set-Cookie") or "").partition(";")[0]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
    for turn in range(10**6):
        form = {"csrfmiddlewaretoken": token[1] if token else "", "username": f"{number}-{turn}@x.example", "password": "wrong"}
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        _asked(line, seen, "POST", "/gestion/login/", body=urlencode(form), headers=headers).read()


def picture(port: int, number: int, seen: Seen) -> None:
    """The picture of a notice whose partner takes the connection and says nothing."""
    line = _line(port, number)
    path = led_to(line, f"/numerisation/{PICTURES[number % len(PICTURES)]}/0/vignette")
    for _ in range(10**6):
        answer = _asked(line, seen, "GET", path)
        answer.read()
        time.sleep(0.05)


def led_to(line: http.client.HTTPConnection, path: str) -> str:
    """Where an address of before arks leads: what is asked is the page or the picture, not the way to it."""
    line.request("GET", path)
    answer = line.getresponse()
    answer.read()
    leads = answer.headers["Location"]
    return urlsplit(leads).path if leads else path


KINDS: dict[str, tuple[Callable[[int, int, Seen], None], int]] = {
    "slow forms": (trickle, 10),
    "filtered searches": (filtered, 8),
    "log-ins": (log_in, 16),
    "slow pictures": (picture, 8),
}


def again(attack: Callable[[int, int, Seen], None], port: int, number: int, seen: Seen) -> None:
    """Whatever is refused or cut is begun again."""
    while True:
        try:
            attack(port, number, seen)
        except (OSError, http.client.HTTPException):
            time.sleep(0.2)


def _silent_partners() -> list[socket.socket]:
    return [socket.create_server(("127.0.0.1", port), backlog=64) for port in PORTS]


def main() -> None:
    """Attack until the end."""
    kind, port, seen = sys.argv[1], int(sys.argv[2]), Counter[int]()
    attack, count = KINDS[kind]
    partners = _silent_partners() if attack is picture else []
    for number in range(count):
        threading.Thread(target=again, args=(attack, port, number, seen), daemon=True).start()
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    for partner in partners:
        partner.close()
    print(json.dumps(seen), flush=True)


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    main()
