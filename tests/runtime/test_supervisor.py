"""The supervisor of `make run`: what it does whatever its children have said."""

import subprocess

from runtime import ports, supervisor
from runtime.services import Services


def test_the_demonstration_is_loaded_even_where_no_child_has_said_a_word(tmp_path, monkeypatch):
    monkeypatch.setattr(supervisor.tethered, "command", lambda arguments: ["true"])
    run = supervisor.Run(Services(tmp_path / "a var"), port=ports.any_free())
    try:
        run._load_demonstration({"PATH": "/usr/bin:/bin"})
        assert isinstance(run.loader, subprocess.Popen) and run.loader.wait(timeout=60) == 0
        assert (tmp_path / "a var" / "log" / "load.log").exists()
    finally:
        run.stop()
