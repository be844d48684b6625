"""Does a worker outlive the loss of its broker while it holds a task?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from celery.worker.consumer.gossip import Gossip
from celery.worker.consumer.mingle import Mingle
from kombu import Connection, Consumer, Exchange, Producer, Queue

from portal.celery import app
from runtime.valkey import Valkey


def test_a_connection_that_is_lost_twice_over_is_closed_with_its_unacknowledged_task(tmp_path: Path) -> None:
    broker = Valkey(tmp_path)
    broker.start()
    connection = Connection(broker.url(), transport=app.conf.broker_transport)
    queue = Queue("held", Exchange("held", type="direct"), "held")
    held: list[Any] = []
    with Consumer(connection.default_channel, [queue], callbacks=[lambda _body, message: held.append(message)]):
        Producer(connection.default_channel).publish({"page": 1}, exchange="held", routing_key="held")
        connection.drain_events(timeout=60)
    assert len(held) == 1
    broker.kill()
    connection.transport.client = None  # what a first attempt to close leaves, where it could not read the last answer
    connection.close()
    assert not connection.connected


def test_a_worker_subscribes_to_nothing_that_its_loop_could_wait_for() -> None:
    gossip, mingle = Gossip.__new__(Gossip), Mingle.__new__(Mingle)
    assert not gossip.compatible_transport(app) and not mingle.compatible_transport(app)
    assert app.conf.worker_enable_remote_control is False
