"""Django's cache on the broker, which nothing depends on: a broker that is down is a cache that is empty."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import orjson
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

SECONDS = 0.5


def _or_nothing(method: Callable[..., Any], *, nothing: Any) -> Callable[..., Any]:
    @wraps(method)
    def careful(self: BrokerCache, *arguments: Any, **options: Any) -> Any:
        try:
            return method(self, *arguments, **options)
        except (RedisError, OSError):
            return nothing

    return careful


class Plain:
    """Numbers, words, lists and names as JSON: reading what somebody else wrote makes no objects and runs nothing."""

    def dumps(self, value: Any) -> bytes | int:
        """A whole number as it is, for the server to count with; raises TypeError for what JSON cannot say."""
        return value if type(value) is int else orjson.dumps(value, default=_as_list)

    def loads(self, data: bytes) -> Any:
        """The value; None for what this portal did not write."""
        try:
            return orjson.loads(data)
        except orjson.JSONDecodeError:
            return None


def _as_list(value: Any) -> list[Any]:
    """A tuple with named fields, as Wagtail caches the roots of its sites; it makes them again of lists."""
    if isinstance(value, tuple):
        return list(value)
    raise TypeError(f"not JSON: {type(value).__name__}")


class _OneClient(RedisCacheClient):
    """Django makes a client for each command, which takes longer than the command; one may be used by several threads."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._made: dict[int, Any] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        """The client of the server that this command goes to."""
        index = self._get_connection_pool_index(write)  # type: ignore[attr-defined]
        if index not in self._made:
            self._made[index] = super().get_client(key, write=write)
        return self._made[index]


class BrokerCache(RedisCache):
    """A cache on Valkey or Redis that fails to nothing, and that clears its own keys only: the queues stand beside them."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = params.setdefault("OPTIONS", {})
        options.setdefault("serializer", Plain)
        options.setdefault("socket_connect_timeout", SECONDS)
        options.setdefault("socket_timeout", SECONDS)
        super().__init__(server, params)
        self._class = _OneClient

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The value, ``default`` where there is none or the broker does not answer."""
        try:
            return super().get(key, default, version)
        except (RedisError, OSError):
            return default

    def clear(self) -> bool:  # type: ignore[override]
        """Forget every key of this cache; the broker's other keys stay."""
        try:
            client = self._cache.get_client()
            keys = list(client.scan_iter(match=f"{self.key_prefix}:*", count=1000))
            if keys:
                client.delete(*keys)
        except (RedisError, OSError):
            return False
        return True

    add = _or_nothing(RedisCache.add, nothing=False)
    set = _or_nothing(RedisCache.set, nothing=None)
    touch = _or_nothing(RedisCache.touch, nothing=False)
    delete = _or_nothing(RedisCache.delete, nothing=False)
    incr = _or_nothing(RedisCache.incr, nothing=0)
    get_many = _or_nothing(RedisCache.get_many, nothing={})
    has_key = _or_nothing(RedisCache.has_key, nothing=False)
    set_many = _or_nothing(RedisCache.set_many, nothing=[])
    delete_many = _or_nothing(RedisCache.delete_many, nothing=None)
