"""What every template knows: the region, the contact, whether this is a demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Constants of the deployment, for headers and footers."""
    return {
        "region_name": settings.REGION_NAME,
        "contact_email": settings.CONTACT_EMAIL,
        "metadata_licence": settings.METADATA_LICENCE,
        "demonstration": settings.DEMONSTRATION,
    }
