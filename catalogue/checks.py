"""What a deployment must settle before anybody cites an address of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks

from catalogue.core.ark import TEST_NAAN


@checks.register(checks.Tags.security, deploy=True)
def real_naan(app_configs: Any, **_given: Any) -> list[checks.CheckMessage]:
    """Arks minted under the authority kept for tests are promised to nobody, and stay minted."""
    if settings.ARK_NAAN != TEST_NAAN:
        return []
    return [
        checks.Warning(
            "ARK_NAAN is 99999, which is for tests: no resolver leads to these arks.",
            hint="Ask arks.org for a NAAN (it is free) and set ARK_NAAN before the first harvest: arks are never minted again.",
            id="catalogue.W001",
        )
    ]
