"""Addresses: blocks for other sites, the page where they are composed, and, outside languages, oEmbed."""

from django.urls import URLPattern, path

from portal.costs import costly
from portal.public.embedding.compose import PARAMETERS as OF_THE_FORM
from portal.public.embedding.compose import compose
from portal.public.embedding.module import module
from portal.public.embedding.oembed import PARAMETERS as OF_OEMBED
from portal.public.embedding.oembed import oembed
from portal.public.embedding.views import HOW_MANY, of_a_calendar, of_a_search, of_an_ark
from portal.shown.query import PARAMETERS

urlpatterns: list[URLPattern] = [
    costly("integrer/", compose, name="embedding", reads=OF_THE_FORM),
    costly("integrer/bloc", of_a_search, name="embedded_results", reads=PARAMETERS | {HOW_MANY}),
    costly("integrer/ark:/<ark:ark>", of_an_ark, name="embedded"),
    path("integrer/presse/ark:/<ark:ark>", of_a_calendar, name="embedded_press"),
]
at_the_root: list[URLPattern] = [
    costly("oembed", oembed, name="oembed", always=True, reads=OF_OEMBED),
    path("integrer.js", module, name="embedding_module"),
]
