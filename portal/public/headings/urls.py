"""Addresses: persons and subjects."""

from django.urls import path

from portal.public.headings.views import persons, subjects

urlpatterns = [
    path("personnes", persons.persons, name="persons"),
    path("personne/<str:key>", persons.person, name="person"),
    path("sujets", subjects.subjects, name="subjects"),
    path("sujet/<str:key>", subjects.subject, name="subject"),
]
