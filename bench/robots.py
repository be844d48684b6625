"""Fifty robots that walk from filter to filter, as those that keep portals from their readers do.

usage: python -m bench.robots PORT    (until it is ended; prints the statuses they were given, one JSON object, on SIGTERM)
"""

from __future__ import annotations

import http.client
import json
import random
import signal
import sys
import threading
import time
from collections import Counter

ROBOTS = 50
PAUSE = 1.0  # seconds after a refusal: the robots that matter do not wait for as long as they are told
FILTERS = (
    ("siecle", range(15, 20)),
    ("type", ("book", "map", "manuscript", "serial")),
    ("langue", ("fre", "lat", "ita")),
    ("de", range(1450, 1900, 7)),
)


def walk(port: int, number: int, seen: Counter[int]) -> None:
    """One robot: another combination of filters each time, at once when it was served."""
    chance = random.Random(number)
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while True:
        pairs = [f"{name}={chance.choice(list(values))}" for name, values in chance.sample(FILTERS, 3)]
        try:
            line.request(
                "GET", f"/recherche?q={chance.choice(('lyon', 'histoire', 'livre'))}&{'&'.join(pairs)}&page={chance.randint(2, 30)}"
            )
            answer = line.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            line.close()
            continue
        seen[answer.status] += 1
        if answer.status == http.client.TOO_MANY_REQUESTS:
            time.sleep(PAUSE * chance.uniform(0.5, 1.5))


def main() -> None:
    """Walk until the end."""
    seen: Counter[int] = Counter()
    for number in range(ROBOTS):
        threading.Thread(target=walk, args=(int(sys.argv[1]), number, seen), daemon=True).start()
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    print(json.dumps(seen), flush=True)


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    main()
