"""Addresses: persons and subjects."""

from portal.costs import costly
from portal.public.headings.views import persons, subjects

urlpatterns = [
    costly("personnes", persons.persons, name="persons"),
    costly("personne/<str:key>", persons.person, name="person"),
    costly("ark:/<ark:ark>/exemplaires.csv", persons.owned_table, name="owned_table", always=True),
    costly("sujets", subjects.subjects, name="subjects"),
    costly("sujet/<str:key>", subjects.subject, name="subject"),
]
