"""The broker as workers use it: kombu's Redis transport, without its broadcasts, which outlives the loss of its connection.

When the connection is lost while a task is not acknowledged, kombu tries to put the task back through the connection that is gone, and
with the first attempt failed the second raises an error that ends the worker (kombu 5.7: ``_connparams`` of a closed connection). Nothing
needs to be put back here: an unacknowledged task comes back after the visibility time-out, and every task only wakes what PostgreSQL knows.

Broadcasts (gossip, mingle, remote control) are subscriptions that the worker's only loop reads: after a connection was lost and another
took its number, it read one on which nothing came, and took no task any more while it lived (kombu 5.7: ``Channel._receive``). Workers
tell one another nothing here; whether one works is told by its heartbeat in the database.
"""

from __future__ import annotations

from typing import Any

from kombu.transport import redis


class Channel(redis.Channel):
    """A channel that leaves what is not acknowledged to the visibility time-out."""

    do_restore = False


class Transport(redis.Transport):
    """The Redis transport over such channels. Under another name than "redis", celery's gossip and mingle leave it alone."""

    Channel: Any = Channel
    driver_type = "queues alone"
