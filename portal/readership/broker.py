"""What is counted, on its way through the broker: counts that add up, places of visitors as bits of a map, the salt of the day.

Visitors are bits and not a HyperLogLog of the server: a broker that writes down its commands would write the digests given to PFADD.
"""

from __future__ import annotations

import contextlib
import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from redis import Redis
from redis.exceptions import RedisError

from portal.readership.asked import Asked, Thing
from portal.readership.tally import Counted, visitors_of

Unreachable = (RedisError, OSError)
SECONDS = 2.0  # that the broker has for an answer; no request waits for it
_COUNTS, _TAKEN, _HOSTS, _REWRITTEN = "readership:counts", "readership:taken", "readership:hosts", "readership:rewritten"
MOST, MOST_HOSTS = 300_000, 2000  # counts that wait to be written; hosts that wait to be seen again
KEPT = timedelta(days=2)  # the map of a day
HOST_KEPT = timedelta(days=31)  # a host that nobody else came from


@dataclass(slots=True)
class Taken:
    """What is to be written: counts by day ("2026-11-30"), visitors of the days that are not over for good; ``hosts``: the fields told."""

    counts: dict[tuple[str, Asked], int] = field(default_factory=dict)
    visitors: dict[str, int] = field(default_factory=dict)
    hosts: dict[str, int] = field(default_factory=dict)


class Broker:
    """The keys of the counts on a server. Every method raises one of :data:`Unreachable` where it does not answer."""

    def __init__(self, url: str) -> None:
        self._client: Any = Redis.from_url(url, socket_connect_timeout=SECONDS, socket_timeout=SECONDS)

    def salt(self, now: datetime) -> bytes:
        """The salt of a day, drawn by who asks first and gone with the day. ``now``: where the portal is."""
        key = _key_of_salt(now)
        self._client.set(key, secrets.token_bytes(32), nx=True, ex=_until_midnight(now))
        return bytes(self._client.get(key) or b"")

    def add(self, counted: Counted) -> None:
        """Add what a process has counted, whole or not at all."""
        full, hosts_full = self._client.hlen(_COUNTS) >= MOST, self._client.hlen(_HOSTS) >= MOST_HOSTS
        pipe = self._client.pipeline(transaction=True)
        for asked, number in counted.counts.items():
            if asked.thing is not Thing.HOST:
                if not full:
                    pipe.hincrby(_COUNTS, f"{counted.day}|{asked.thing}|{asked.target}", number)
            elif not hosts_full:
                pipe.hincrby(_HOSTS, f"{counted.day}|{asked.target}", number)
                _mark(pipe, _key_of_host(asked.target), counted.hosts.get(asked.target, ()), HOST_KEPT)
        _mark(pipe, _key_of_day(counted.day), counted.visitors, KEPT)
        pipe.execute()

    def take(self, today: date) -> Taken:
        """What waits to be written; what was taken and not :meth:`done` comes again, alone."""
        if not self._client.exists(_TAKEN) and self._client.exists(_COUNTS):
            self._client.renamenx(_COUNTS, _TAKEN)
        taken = Taken()
        for name, number in self._client.hgetall(_TAKEN).items():
            day, thing, target = _text(name).split("|", 2)
            taken.counts[day, Asked(Thing(thing), target)] = int(number)
        self._take_hosts(taken, oldest=today - HOST_KEPT)
        for day in (f"{today - timedelta(days=1):%Y-%m-%d}", f"{today:%Y-%m-%d}"):
            if places := self._client.bitcount(_key_of_day(day)):
                taken.visitors[day] = visitors_of(places)
        return taken

    def _take_hosts(self, taken: Taken, *, oldest: date) -> None:
        """Hosts from which two readers came, or one on two days; the others wait, a month at most."""
        waiting = {_text(name): int(number) for name, number in self._client.hgetall(_HOSTS).items()}
        hosts = sorted({name.partition("|")[2] for name in waiting})
        pipe = self._client.pipeline(transaction=False)
        for host in hosts:
            pipe.bitcount(_key_of_host(host))
        seen = dict(zip(hosts, pipe.execute(), strict=True)) if hosts else {}
        let_go = [name for name, number in waiting.items() if number <= 0 or name < f"{oldest:%Y-%m-%d}"]
        if let_go:
            self._client.hdel(_HOSTS, *let_go)
        for name, number in waiting.items():
            day, _, host = name.partition("|")
            if number > 0 and seen[host] >= 2 and name not in let_go:
                taken.counts[day, Asked(Thing.HOST, host)] = number
                taken.hosts[name] = number

    def done(self, taken: Taken) -> None:
        """What was taken is written: forget it."""
        pipe = self._client.pipeline(transaction=True)
        pipe.delete(_TAKEN)
        for name, number in taken.hosts.items():
            pipe.hincrby(_HOSTS, name, -number)
        pipe.execute()

    def forget_on_disk(self, today: date) -> None:
        """Once a day, have a server that writes down its commands write its file again, without the salt of the day before."""
        if self._client.set(_REWRITTEN, f"{today:%Y-%m-%d}", nx=True, ex=_until_midnight(timezone.localtime())):
            self._client.delete(_key_of_salt(today - timedelta(days=1)))  # over, and perhaps still in the file that is written
            with contextlib.suppress(RedisError):  # one that may not be told so, or that keeps no such file
                self._client.bgrewriteaof()


def _mark(pipe: Any, key: str, places: Any, kept: timedelta) -> None:
    for place in places:
        pipe.setbit(key, place, 1)
    if places:
        pipe.expire(key, kept)


def _until_midnight(now: datetime) -> int:
    """Seconds, one at least."""
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(1, int((midnight - now).total_seconds()))


def _key_of_salt(day: date) -> str:
    return f"readership:salt:{day:%Y-%m-%d}"


def _key_of_day(day: str) -> str:
    return f"readership:visitors:{day}"


def _key_of_host(host: str) -> str:
    return f"readership:host:{host}"


def _text(data: Any) -> str:
    return data.decode() if isinstance(data, bytes) else str(data)


def of_settings() -> Broker | None:
    """The broker of the portal; None where counting is switched off, or there is none."""
    url = str(settings.BROKER_URL)
    return Broker(url) if settings.COUNTS and url.startswith(("redis://", "rediss://", "unix://")) else None
