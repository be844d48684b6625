"""Addresses: the first page, what is new, the pages in which the portal speaks of itself."""

from django.urls import path

from portal.public.home.views import pages
from portal.public.home.views.home import by_chance, home
from portal.public.home.views.news import news
from portal.public.home.views.styles import styles

urlpatterns = [
    path("", home, name="home"),
    path("au-hasard", by_chance, name="chance"),
    path("nouveautes", news, name="news"),
    path("a-propos", pages.about, name="about"),
    path("aide", pages.searching, name="searching"),
    path("donnees", pages.data, name="data"),
    path("accessibilite", pages.accessibility, name="accessibility"),
    path("mentions-legales", pages.legal, name="legal"),
    path("styles/", styles, name="styles"),
]
