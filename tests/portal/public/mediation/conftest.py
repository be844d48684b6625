"""An exhibition and a path that hold a piece of every kind, over a small library and a partner's pictures."""

from tests.portal.public.digital.conftest import partner

__all__ = ["partner"]
