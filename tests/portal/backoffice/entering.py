"""A person at the door of the back office, by her password, in a browser."""

from __future__ import annotations

from typing import Any

PASSWORD = "a long enough password"


def sign_in(page: Any, email: str) -> None:
    """Through the form that is shown."""
    page.fill("input[name=username]", email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")


def enter(page: Any, address: str, person: Any) -> None:
    """To an address of the back office, as somebody who has been given her password."""
    person.set_password(PASSWORD)
    person.save()
    page.goto(address)
    sign_in(page, person.email)
