"""What a process keeps in its own memory for a while; nothing that somebody else could write is ever read back as objects.

The shared cache (``django.core.cache.cache``) holds numbers and words alone, as JSON: what stands on a server beside the queues may be
written by whoever reaches that server, and objects read back from there could run code.
"""

from __future__ import annotations

from django.core.cache import caches
from django.utils.connection import ConnectionProxy

memory = ConnectionProxy(caches, "memory")
