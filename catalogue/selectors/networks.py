"""Networks of libraries as readers are told of them."""

from __future__ import annotations

from catalogue.models import Network


def by_slug(slug: str) -> Network | None:
    """The network of this address that readers see; one statement, none for what no address is."""
    return None if "\0" in slug else Network.objects.live().filter(slug=slug).first()


def slugs(*, most: int) -> list[str]:
    """The addresses of those that readers see; one statement."""
    return list(Network.objects.live().order_by("slug").values_list("slug", flat=True)[:most])
