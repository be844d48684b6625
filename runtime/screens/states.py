"""The states whose pictures are kept: the list of ``docs/screens/README.md``, in its order."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class State:
    """One state. ``path`` begins with ``/``, or is the name of a case of ``runtime.screens.cases``; ``site``: which portal shows it
    ("million" is not started here: see ``bench.million``).

    ``account`` signs in first, with the demonstration's password of that role; ``only`` restricts to some looks.
    """

    name: str
    path: str
    status: int = 200
    site: str = "portal"
    account: str = ""
    only: tuple[str, ...] = ()


_DAY = ("light-1280", "light-320")
STATES = (
    State("first-visit", "/"),
    State("first-visit-en", "/en/", only=("light-1280", "light-320")),
    State("results", "/recherche?q=lyon"),
    State("results-en", "/en/recherche?q=lyon", only=("light-1280",)),
    State("results-narrowed", "/recherche?q=lyon&siecle=16&type=book"),
    State("gallery", "/recherche?numerise=1&vue=galerie"),
    State("map", "/recherche?vue=carte"),
    State("empty-query", "/recherche"),
    State("no-hit", "/recherche?q=kilowattheures+soyeux&siecle=16"),
    State("a-million-hits", "/recherche", site="million", only=("light-1280", "light-320", "dark-1280")),
    State("one-hit", "/recherche?q=cronique+savoye+1561"),
    State("notice", "notice"),
    State("notice-en", "notice-en", only=("light-1280",)),
    State("very-long-title", "very-long-title"),
    State("right-to-left-title", "right-to-left-title"),
    State("198-holdings", "198-holdings"),
    State("no-date", "no-date"),
    State("digitised", "digitised"),
    State("withdrawn", "withdrawn", status=410),
    State("advanced", "/recherche/avancee"),
    State("places", "/lieux"),
    State("institution", "/etablissement/693836101"),
    State("fonds-list", "/fonds", only=_DAY),
    State("fonds", "fonds"),
    State("fonds-en", "/en/fonds", only=("light-1280",)),
    State("inventory", "inventory", only=_DAY),
    State("former-owner", "former-owner", only=_DAY),
    State("exhibition", "exhibition"),
    State("path", "path", only=_DAY),
    State("press", "/presse", only=_DAY),
    State("on-your-site", "/integrer/", only=_DAY),
    State("conformity", "/donnees/conformite", only=_DAY),
    State("describe-fonds", "describe-fonds", account="editor", only=_DAY),
    State("same-edition", "same-edition", account="editor", only=_DAY),
    State("census", "census", account="editor", only=_DAY),
    State("news", "/nouveautes"),
    State("about", "/a-propos"),
    State("accessibility", "/accessibilite", only=("light-1280", "light-320")),
    State("not-found", "/rien", status=404),
    State("engine-down", "/recherche?q=lyon", status=503, site="without engine"),
    State("too-many-requests", "/recherche?q=lyon&siecle=16", status=429, site="busy"),
    State("database-down", "/ark:/99999/t1000001mh", status=503, site="without database"),
    State("editor-without-rights", "/gestion/moissonnage/nouveau/", account="librarian", only=("light-1280", "light-320", "dark-1280")),
    State("run-failed", "run-failed", account="partner admin", only=("light-1280", "light-320", "dark-1280")),
    State("styles", "/styles/", only=("light-1280", "dark-1280")),
)
