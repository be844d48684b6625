"""How to reach the cluster and what to build there, as settings say it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

DEFAULT_PORT = 9200


@dataclass(frozen=True, slots=True)
class Options:
    """``urls`` of one cluster, each with its port; ``user`` and ``password`` where it asks for them; ``ca_file`` with the certificate
    that signs its own. ``prefix`` starts the name of every index, so that several catalogues may share a cluster. ``shards`` and
    ``replicas`` of an index built from now on. ``seconds``: the longest time for the answer to a search. ``folder`` holds the locks
    of this machine's processes.
    """

    urls: tuple[str, ...]
    folder: Path
    user: str = ""
    password: str = ""
    ca_file: str = ""
    prefix: str = "traboule"
    shards: int = 1
    replicas: int = 0
    seconds: float = 3.0


def from_settings(settings: Any) -> Options:
    """The options of Django's settings."""
    return options_of(
        settings.ELASTICSEARCH_URL,
        folder=Path(settings.SEARCH_INDEX_DIR) / "elasticsearch",
        user=settings.ELASTICSEARCH_USER,
        password=settings.ELASTICSEARCH_PASSWORD,
        ca_file=settings.ELASTICSEARCH_CA_FILE,
        prefix=settings.ELASTICSEARCH_INDEX_PREFIX,
        shards=settings.ELASTICSEARCH_SHARDS,
        replicas=settings.ELASTICSEARCH_REPLICAS,
        seconds=settings.SEARCH_SECONDS,
    )


def options_of(urls: tuple[str, ...], *, folder: Path, user: str = "", password: str = "", **rest: Any) -> Options:
    """Options from addresses as people write them: a port left out is 9200, a user and a password may stand in the first one."""
    first = urlsplit(urls[0])
    user, password = user or unquote(first.username or ""), password or unquote(first.password or "")
    return Options(urls=tuple(_whole(url) for url in urls), folder=folder, user=user, password=password, **rest)


def _whole(url: str) -> str:
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}:{parts.port or DEFAULT_PORT}{parts.path}"
