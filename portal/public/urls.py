"""Addresses of the public site, in French words for both languages: those of each room; at the root, those outside languages."""

from django.urls import URLPattern, URLResolver

from portal.public.arks.urls import urlpatterns as arks
from portal.public.cards.urls import at_the_root as cards
from portal.public.digital.urls import urlpatterns as digital
from portal.public.embedding.urls import at_the_root as asked_by_blocks
from portal.public.embedding.urls import urlpatterns as embedding
from portal.public.fonds.urls import urlpatterns as fonds
from portal.public.headings.urls import urlpatterns as headings
from portal.public.home.urls import urlpatterns as home
from portal.public.institutions.urls import urlpatterns as institutions
from portal.public.mediation.urls import urlpatterns as mediation
from portal.public.notices.urls import urlpatterns as notices
from portal.public.places.urls import urlpatterns as places
from portal.public.press.urls import urlpatterns as press
from portal.public.search.urls import urlpatterns as search
from portal.public.training.urls import urlpatterns as training
from portal.public.visit.urls import urlpatterns as visit
from portal.public.writing.urls import urlpatterns as writing

__all__ = ["at_the_root", "urlpatterns"]

at_the_root: list[URLPattern] = [*cards, *asked_by_blocks]
urlpatterns: list[URLPattern | URLResolver] = [
    *home,
    *arks,
    *search,
    *places,
    *headings,
    *institutions,
    *notices,
    *fonds,
    *digital,
    *press,
    *mediation,
    *training,
    *visit,
    *writing,
    *embedding,
]
