"""What pages that other sites may show say of it: the link by which programs find their block, the page where one is composed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
_LINK = '<link rel="alternate" type="application/json+oembed" title="oEmbed" href="{}">'


@register.simple_tag(takes_context=True)
def oembed_link(context: Mapping[str, Any], path: str) -> SafeString:
    """Where oEmbed answers for the page at a path (oEmbed §4, "Discovery")."""
    site = context.get("site_url", "")
    return format_html(_LINK, f"{site}{reverse('oembed')}?{urlencode({'url': f'{site}{path}', 'format': 'json'})}")


@register.simple_tag(takes_context=True)
def compose_url(context: Mapping[str, Any], path: str) -> str:
    """The page where the block of the page at a path is composed."""
    address = urlencode({"adresse": f"{context.get('site_url', '')}{path}"})
    return f"{reverse('public:embedding')}?{address}"
