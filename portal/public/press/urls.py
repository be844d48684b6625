"""Addresses: the press."""

from django.urls import path

from portal.public.press.views.calendars import day, title, words, year
from portal.public.press.views.titles import this_day, titles

urlpatterns = [
    path("presse", titles, name="press"),
    path("presse/ce-jour-la", this_day, name="press_day"),
    path("ark:/<ark:ark>/presse", title, name="press_title"),
    path("ark:/<ark:ark>/presse/texte", words, name="press_words"),
    path("ark:/<ark:ark>/presse/<int:year>", year, name="press_year"),
    path("ark:/<ark:ark>/presse/<int:year>/<str:day>", day, name="press_issues"),
]
