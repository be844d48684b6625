"""What every template knows: the region, the contact, the other languages of this page, whether this is a demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info

from portal.beginnings import BACK_OFFICE
from portal.public.addresses import site_address


def deployment() -> dict[str, Any]:
    """Constants of the deployment, for headers and footers; needs no request and no database."""
    return {
        "region_name": settings.REGION_NAME,
        "contact_email": settings.CONTACT_EMAIL,
        "metadata_licence": settings.METADATA_LICENCE,
        "demonstration": settings.DEMONSTRATION,
    }


def site(request: HttpRequest) -> dict[str, Any]:
    """The constants, and the address of this very page in each other language."""
    if request.path_info.startswith(BACK_OFFICE):
        return deployment()
    return {**deployment(), "site_url": site_address(request), "other_languages": other_languages(request.get_full_path())}


def other_languages(address: str) -> list[dict[str, str]]:
    """Code, own name, address and its path of each language but the page's own; the address leads home where the page is in one only."""
    current = get_language()
    others = [code for code, _name in settings.LANGUAGES if code != current]
    found = [(code, get_language_info(code)["name_local"].capitalize(), translate_url(address, code)) for code in others]
    return [{"code": code, "name": name, "url": url, "path": url.partition("?")[0]} for code, name, url in found]
