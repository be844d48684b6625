"""Addresses: drawn cards, outside languages."""

from django.urls import URLPattern

from portal.costs import costly
from portal.public.cards.views import card

at_the_root: list[URLPattern] = [costly("carte/<str:told>/<str:seal>.png", card, name="card", always=True)]
