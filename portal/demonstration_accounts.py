"""The accounts that the demonstration set creates, one per role; `make run` prints them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """An address, its password, and the role it shows. ``institution`` is the RCR it belongs to, empty for the whole portal."""

    role: str
    email: str
    password: str
    institution: str = ""


ACCOUNTS = (
    Account("superuser", "admin@traboule.example", "demonstration-admin"),
    Account("editor", "editor@traboule.example", "demonstration-editor"),
    Account("partner admin", "partner@traboule.example", "demonstration-partner", institution="693836101"),
    Account("librarian", "librarian@traboule.example", "demonstration-librarian", institution="693836101"),
)
