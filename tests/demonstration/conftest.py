"""One folder of drawn pictures for all the tests: each is drawn once."""

import pytest


@pytest.fixture(scope="session")
def pictures(tmp_path_factory):
    """Where the demonstration's pictures are kept while the tests run."""
    return tmp_path_factory.mktemp("pictures")
