"""The web server: it answers, and its workers never outlive it."""

import os
import signal
import subprocess
import sys

import psutil
import pytest

from runtime import healthcheck, ports, processes
from runtime.paths import ROOT


@pytest.fixture
def site():
    port, claim = ports.claim_from(ports.any_free())
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test", "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen([sys.executable, "-m", "runtime.web", "--port", str(port)], cwd=ROOT, env=environ)
    yield server, port
    server.kill()
    server.wait()
    claim.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the supervisor ends them, see test_children")
def test_the_workers_of_a_killed_server_do_not_go_on_serving(site):
    server, port = site
    assert processes.wait_until(lambda: healthcheck.answers(port, host="localhost"), seconds=60, pause=0.2)
    workers = [processes.identity(child.pid) for child in psutil.Process(server.pid).children()]
    assert len(workers) == 2
    server.send_signal(signal.SIGKILL)
    server.wait()
    assert processes.wait_until(lambda: not any(processes.alive(worker) for worker in workers), seconds=60)
    assert not healthcheck.answers(port, host="localhost")
