"""A block as another site takes it: the element of a frame, and the text that stands without one."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.public.embedding.blocks import Block, height

_FRAME = '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" style="border:0;max-width:100%"></iframe>'

_LINK = '<script type="module" src="{}"></script>\n<traboule-bloc><a href="{}">{}</a></traboule-bloc>'


def frame(block: Block, *, width: int | str = "100%", high: int = 0) -> SafeString:
    """The element to paste; as high as its words need unless ``high`` (pixels) says otherwise."""
    return format_html(_FRAME, block.frame, block.first_words, width, high or height(block))


def link(block: Block, *, program: str) -> SafeString:
    """The link to paste, and the module (``program``: its address) that shows the block around it, as high as each width asks."""
    return format_html(_LINK, program, block.url, block.title.text)


def path(block: Block) -> str:
    """The address of the frame on this very site."""
    parts = urlsplit(block.frame)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def text(block: Block) -> SafeString:
    """The block as HTML that asks the portal for nothing: titles, links, who wrote it. In the language of the page."""
    made = render_to_string("public/embedded_text.html", {"shown": block})
    return SafeString("\n".join(line.rstrip() for line in made.splitlines() if line.strip()))
