"""Counts what the door gives, kept pages included: a layer outside it, which asks nobody and waits for nobody."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import structlog
from django.conf import settings
from django.utils import timezone

from portal.readership.asked import NEVER
from portal.readership.broker import Broker, Unreachable, of_settings
from portal.readership.tally import Tally
from portal.visitors import address_in

EVERY = 5.0  # seconds between two carryings; what a process that is killed had counted since is lost
logger = structlog.get_logger(__name__)
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Counting:
    """A WSGI application (PEP 3333) around another one; ``alive`` is called before a request is counted."""

    def __init__(self, application: Application, tally: Tally, *, alive: Callable[[], None] = lambda: None) -> None:
        self._application, self._tally, self._alive = application, tally, alive

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The answer of the other one, counted as its status says."""
        if environ.get("PATH_INFO", "").startswith(NEVER):
            return self._application(environ, start_response)
        self._alive()

        def counted(status: str, headers: Any, *more: Any) -> Any:
            self._tally.add(environ, status)
            return start_response(status, headers, *more)

        return self._application(environ, counted)


class Carrier:
    """Carries a tally to the broker every few seconds, in a thread of its own which a forked process begins anew."""

    def __init__(self, tally: Tally, broker: Broker) -> None:
        self._tally, self._broker = tally, broker
        self._guard = threading.Lock()
        self._process, self._day, self._away = 0, "", False

    def alive(self) -> None:
        """Have the thread run in this process."""
        if self._process == os.getpid():
            return
        with self._guard:
            if self._process != os.getpid():
                self._process = os.getpid()
                self._tally.begin(f"{timezone.localdate():%Y-%m-%d}", b"")
                threading.Thread(target=self._run, name="readership", daemon=True).start()

    def _run(self) -> None:
        while True:
            try:
                self.carry()
            except Exception:  # a thread that ends would count nothing until the process does
                logger.exception("readership_not_carried")
            time.sleep(EVERY)

    def carry(self) -> None:
        """Add what was counted, and begin the day where it is another. Where the broker is away this is lost, and said once."""
        now = timezone.localtime()
        day = f"{now:%Y-%m-%d}"
        try:
            if self._day != day:
                self._tally.begin(day, b"")  # yesterday's salt goes first, whether there is another or not
                self._tally.begin(day, self._broker.salt(now))
                self._day = day
            if counted := self._tally.taken():
                self._broker.add(counted)
        except Unreachable as error:
            self._tally.taken()
            if not self._away:
                logger.warning("readership_not_counted", error=str(error))
            self._away = True
        else:
            self._away = False


def counted(application: Application) -> Application:
    """``application`` with its readers counted, where the settings want it and there is a broker."""
    broker = of_settings()
    if broker is None:
        return application
    languages = tuple(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
    tally = Tally(languages=languages, address=address_in)
    return Counting(application, tally, alive=Carrier(tally, broker).alive)
