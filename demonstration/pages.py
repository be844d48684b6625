"""What the demonstration server shows to people: its home page, and the page of a digitised document."""

from __future__ import annotations

from functools import cache
from html import escape

from demonstration.facsimiles.sheet import LABEL
from demonstration.notices import Notice, all_notices
from demonstration.oai.repository import records_of
from demonstration.sources import SOURCES

_STYLE = (
    "body{font:18px/1.55 Georgia,serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color:#1e1b16;background:#fbf9f4}a{color:#9c2f1b}"
    "img{max-width:100%;border:1px solid #ddd6c7}@media(prefers-color-scheme:dark){body{color:#efe9dd;background:#171512}a{color:#f0a08a}}"
)


@cache
def _digitised() -> dict[str, Notice]:
    return {notice.slug: notice for notice in all_notices() if notice.digitised}


def all_digitised() -> tuple[Notice, ...]:
    """Every digitised notice."""
    return tuple(_digitised().values())


def digitised(slug: str) -> Notice | None:
    """The digitised notice of that name, or None."""
    return _digitised().get(slug)


def _html(title: str, body: str) -> bytes:
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>{body}</body></html>\n"
    ).encode()


def home() -> bytes:
    """The home page: what this server is, and the address of each partner's catalogue."""
    rows = "".join(
        f'<li>{escape(source.name)} : <a href="{source.path}?verb=Identify"><code>{source.path}</code></a>, '
        f"format <code>{source.prefix}</code>, {len(records_of(source.slug))} notices</li>"
        for source in SOURCES
    )
    body = (
        "<h1>Partenaires de démonstration</h1><p>Ce serveur tient le rôle de six catalogues de bibliothèques d’Auvergne-Rhône-Alpes, "
        "que le portail moissonne par OAI-PMH. Les œuvres décrites existent ; les cotes, les particularités d’exemplaires et les images "
        f"sont des exemples. Aucune bibliothèque n’a fourni ces notices.</p><ul>{rows}</ul>"
        "<p>Quelques notices sont défectueuses ou retirées, exprès.</p>"
    )
    return _html("Partenaires de démonstration", body)


def document(notice: Notice) -> bytes:
    """A digitised document: its first page and the transcription."""
    title = notice.get("title")
    lines = "<br>".join(f"<bdi>{escape(line)}</bdi>" for line in notice.all("page"))
    body = (
        f"<h1>{escape(title)}</h1><p>{LABEL}.</p>"
        f'<p><img src="/document/{notice.slug}/1.jpg" alt="Première page, transcrite ci-dessous"></p>'
        f'<h2>Transcription</h2><p>{lines}</p><p><a href="/iiif/{notice.slug}/manifest">Manifeste IIIF</a></p>'
    )
    return _html(title, body)
