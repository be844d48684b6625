"""A form whose sender went away, or sends a letter a second, is no error of the portal's."""

from __future__ import annotations

from typing import Any, Self

import pytest
from django.http import UnreadablePostError
from django.test import Client, RequestFactory

from portal.hygiene import Typed


class Slow:
    """What a request is read from, whose sender is too slow."""

    def read(self, *_size: int) -> bytes:
        raise OSError("22 bytes in 11 s")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def posted(path: str) -> Any:
    request = RequestFactory().post(path, {"username": "anne"})
    request._stream = Slow()
    request._read_started = False
    return request


def test_a_form_that_never_came_whole_is_told_so_and_is_no_failure(db: None) -> None:
    request = posted("/gestion/login/")
    with pytest.raises(UnreadablePostError):
        _ = request.POST
    answer = Typed(lambda _request: None).process_view(posted("/gestion/login/"), lambda _request: None)  # type: ignore[arg-type,return-value]
    assert answer is not None and answer.status_code == 400
    assert Client().get("/gestion/login/").status_code == 200
