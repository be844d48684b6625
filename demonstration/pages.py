"""What the demonstration server shows to people: its home page, and the first page of a digitised document with its IIIF manifest."""

from __future__ import annotations

import json
from functools import cache
from html import escape

from demonstration.notices import Notice, all_notices
from demonstration.oai.repository import records_of
from demonstration.sources import SOURCES
from demonstration.writers.dublin_core import RIGHTS

WIDTH, HEIGHT = 1000, 1400  # of a drawn page, in pixels
_MARGIN, _TOP = 90, 220
_FOOT = "Page composée pour la démonstration"
_STYLE = (
    "body{font:18px/1.55 Georgia,serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color:#1e1b16;background:#fbf9f4}a{color:#9c2f1b}"
    "img{max-width:100%;border:1px solid #ddd6c7}@media(prefers-color-scheme:dark){body{color:#efe9dd;background:#171512}a{color:#f0a08a}}"
)


@cache
def _digitised() -> dict[str, Notice]:
    return {notice.slug: notice for notice in all_notices() if notice.digitised}


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
        f"<h1>{escape(title)}</h1><p>{_FOOT} : première page, d’après sa transcription.</p>"
        f'<p><img src="/document/{notice.slug}/1.svg" alt="Première page, transcrite ci-dessous" width="{WIDTH}" height="{HEIGHT}"></p>'
        f'<h2>Transcription</h2><p>{lines}</p><p><a href="/iiif/{notice.slug}/manifest">Manifeste IIIF</a></p>'
    )
    return _html(title, body)


def _size(line: str, *, largest: int) -> int:
    """A type size, in pixels, at which the line fits the width of the page."""
    return min(largest, max(18, int((WIDTH - 2 * _MARGIN) / (0.52 * max(len(line), 1)))))


def _line(line: str, *, position: int, step: int) -> str:
    """One line of the drawn page, the first two larger."""
    size = _size(line, largest=64 if position < 2 else 44)
    return f'<text x="{WIDTH // 2}" y="{_TOP + position * step}" font-size="{size}">{escape(line)}</text>'


def drawing(notice: Notice) -> bytes:
    """The first page as SVG: the lines of the transcription, the first ones largest, as on a title page."""
    lines = notice.all("page")
    step = min(105, (HEIGHT - _TOP - 240) // max(len(lines), 1))
    texts = "".join(_line(line, position=position, step=step) for position, line in enumerate(lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'font-family="Georgia, \'Times New Roman\', serif" text-anchor="middle" fill="#2a2219">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#f4ecd8"/>'
        f'<rect x="45" y="45" width="{WIDTH - 90}" height="{HEIGHT - 90}" fill="none" stroke="#b9a986" stroke-width="2"/>{texts}'
        f'<text x="{WIDTH // 2}" y="{HEIGHT - 75}" font-size="22" fill="#7a6a4c">{_FOOT}</text></svg>\n'
    ).encode()


def manifest(notice: Notice, *, base: str) -> bytes:
    """A IIIF Presentation 3 manifest of the one page; ``base`` is the server's address, without a final slash."""
    here = f"{base}/iiif/{notice.slug}"
    body = {"id": f"{base}/document/{notice.slug}/1.svg", "type": "Image", "format": "image/svg+xml", "width": WIDTH, "height": HEIGHT}
    painting = {
        "id": f"{here}/canvas/1/painting",
        "type": "Annotation",
        "motivation": "painting",
        "body": body,
        "target": f"{here}/canvas/1",
    }
    page = {"id": f"{here}/canvas/1/page", "type": "AnnotationPage", "items": [painting]}
    canvas = {"id": f"{here}/canvas/1", "type": "Canvas", "width": WIDTH, "height": HEIGHT, "label": {"fr": ["1"]}, "items": [page]}
    whole = {
        "@context": "http://iiif.io/api/presentation/3/context.json",
        "id": f"{here}/manifest",
        "type": "Manifest",
        "label": {"fr": [notice.get("title")]},
        "summary": {"fr": [_FOOT]},
        "requiredStatement": {"label": {"fr": ["Droits"]}, "value": {"fr": [RIGHTS]}},
        "items": [canvas],
    }
    return json.dumps(whole, ensure_ascii=False).encode()
