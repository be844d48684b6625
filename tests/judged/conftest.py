"""The engines that are judged: those of the contract."""

from tests.contracts.conftest import indexes_dropped, make

__all__ = ["indexes_dropped", "make"]
