"""`make clean` removes what the clone made, and never under somebody's feet."""

import pytest

from runtime.clean import clean
from runtime.errors import ServiceError
from runtime.services import Services
from runtime.supervisor import only_run


def test_what_was_left_running_is_stopped_and_removed(tmp_path):
    services = Services(tmp_path / "var", durable=False)
    services.start()
    database = services.postgres.identity()
    clean(tmp_path / "var")
    assert not (tmp_path / "var").exists()
    assert services.postgres.identity() is None
    assert database is not None


def test_a_clone_that_serves_is_left_alone(tmp_path):
    with only_run(tmp_path / "run"), pytest.raises(ServiceError, match="served already"):
        clean(tmp_path)
    assert tmp_path.exists()


def test_a_clone_with_a_command_at_work_is_left_alone(tmp_path):
    services = Services(tmp_path)
    services.users.join()
    with pytest.raises(ServiceError, match="at work"):
        clean(tmp_path)
    services.users.leave()
    clean(tmp_path)
    assert not tmp_path.exists()
