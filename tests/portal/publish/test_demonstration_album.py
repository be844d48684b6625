"""The album of the demonstration set: deposited once, made by the worker, seen on the page of its fonds; each plate says what it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from catalogue.models import Deposit
from catalogue.services import institutions
from demonstration.facsimiles.plates import plate
from demonstration.fonds import fonds
from portal import demonstration_pictures as album
from tests.catalogue.pictures.pictures import photograph
from tests.portal import deposited
from tests.portal.public.test_fonds import path_of, written


def test_the_album_is_seen_on_its_fonds_and_deposited_once(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    deposited.at_hand(monkeypatch, settings, tmp_path)
    monkeypatch.setattr(album, "plate", lambda number, caption: plate(number, caption) if number == 1 else photograph())
    assert album.load() == 0  # nothing to hang it on yet
    number = next(one.number for one in fonds() if one.key == album.KEY)
    coste = written(institutions.make("693836101", name="Bibliothèque municipale de Lyon"), "Fonds Coste", number=number)
    assert (album.load(), album.load()) == (len(album.PLATES), 0)
    path = path_of(coste)
    assert album.TITLE not in client.get(path).content.decode()
    views = deposited.made(Deposit.objects.get())
    assert [(view.label, view.part, view.state) for view in views] == [(*plate, "made") for plate in album.PLATES]
    assert album.TITLE in client.get(path).content.decode()
