"""Addresses: persons and subjects."""

from portal.costs import costly
from portal.public.headings.views import persons, subjects

urlpatterns = [
    costly("personnes", persons.persons, name="persons"),
    costly("personne/<str:key>", persons.person, name="person"),
    costly("sujets", subjects.subjects, name="subjects"),
    costly("sujet/<str:key>", subjects.subject, name="subject"),
]
