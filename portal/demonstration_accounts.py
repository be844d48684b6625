"""The accounts that the demonstration set creates, one per role; `make run` prints them."""

from __future__ import annotations

from dataclasses import dataclass

from demonstration.networks import VALENCE_ROMANS


@dataclass(frozen=True)
class Account:
    """An address, its password, and the role it shows. ``institution`` is the RCR it belongs to, ``network`` the name of the network of
    libraries; both empty for the whole portal.
    """

    role: str
    email: str
    password: str
    institution: str = ""
    network: str = ""

    @property
    def said(self) -> str:
        """Its role, as `make run` prints it."""
        return f"{self.role} of a network" if self.network else self.role


ACCOUNTS = (
    Account("superuser", "admin@traboule.example", "demonstration-admin"),
    Account("editor", "editor@traboule.example", "demonstration-editor"),
    Account("partner admin", "partner@traboule.example", "demonstration-partner", institution="693836101"),
    Account("librarian", "librarian@traboule.example", "demonstration-librarian", institution="693836101"),
    Account("partner admin", "network@traboule.example", "demonstration-network", network=VALENCE_ROMANS.name),
    Account("librarian", "network-librarian@traboule.example", "demonstration-network", network=VALENCE_ROMANS.name),
)
