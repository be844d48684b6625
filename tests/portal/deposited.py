"""A library's own pictures for tests of every face: deposited as a form does it, made without a process for each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from catalogue.core.description import Description, DigitalCopy, Title
from catalogue.core.messages import Message
from catalogue.core.serialization import to_dict
from catalogue.models import Deposit, DepositView, Institution, Record, Source
from catalogue.pdf import child as pdf
from catalogue.pictures import child
from catalogue.pictures.making import Made
from catalogue.selectors import arks as names_of
from catalogue.services import arks
from catalogue.services.deposits import making, opening, receiving, showing
from tests.catalogue.pictures.pictures import photograph

WHO = "Anne Durand"


def in_this_process(source: Path, folder: Path, *, page: int = 0) -> Made | Message:
    """What ``catalogue.pictures.making.make`` does in another one."""
    files = (str(source), str(folder))
    made: dict[str, Any] = pdf.main("page", *files, str(page)) if page else child.main(*files)
    refused = made.get("refused")
    return Message.of_json(refused) if refused else Made(made["width"], made["height"], made["bytes"])


def at_hand(monkeypatch: pytest.MonkeyPatch, settings: Any, folder: Path) -> None:
    """Pictures are made here, and kept below ``folder``."""
    settings.MEDIA_ROOT = str(folder / "media")
    monkeypatch.setattr(making, "make", in_this_process)


def opened(institution: Institution, target: str, *, title: str = "Album de la Croix-Rousse", rights: str = "pdm", **said: str) -> Deposit:
    return opening.open_deposit(institution, opening.Said(title=title, rights=rights, target=target, **said), author=WHO)


def given(deposit: Deposit, *contents: bytes) -> list[DepositView]:
    """Files handed in by a form."""
    return [receiving.take(deposit, ContentFile(content), name=f"vue {n}.jpg") for n, content in enumerate(contents, 1)]


def made(deposit: Deposit) -> list[DepositView]:
    """What the worker makes of them."""
    making.make_waiting(budget_seconds=20)
    return list(deposit.views.order_by("place"))


def shown(institution: Institution, target: str, *sizes: tuple[int, int], **said: str) -> Deposit:
    """A deposit that readers see."""
    deposit = opened(institution, target, **said)
    given(deposit, *(photograph(size) for size in sizes or ((90, 60), (60, 90))))
    made(deposit)
    showing.show(deposit)
    return deposit


def record(slug: str, title: str = "Vues de Lyon", *, copies: tuple[DigitalCopy, ...] = ()) -> str:
    """The name of the ark of a record of a source."""
    source = Source.objects.get(slug=slug)
    told, now = to_dict(Description(titles=(Title(value=title),), digital_copies=copies)), timezone.now()
    made = Record.objects.create(
        source=source, identifier=title, format="unimarc", charset="utf-8", digest=b"", description=told, created_at=now, updated_at=now
    )
    arks.mint_missing([made.pk])
    return names_of.of_records([made.pk])[made.pk]
