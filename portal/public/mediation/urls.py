"""Addresses: the lists of exhibitions and of paths, and what each of them is given as beside its page, which stands under its ark."""

from django.urls import URLPattern, path

from portal.public.mediation import files, sheets, views

urlpatterns: list[URLPattern] = [
    path("expositions", views.exhibitions, name="exhibitions"),
    path("parcours", views.paths, name="paths"),
    path("ark:/<ark:ark>/fiche-enseignant", sheets.teacher, name="mediation_teacher"),
    path("ark:/<ark:ark>/fiche-eleve", sheets.pupil, name="mediation_pupil"),
    path("ark:/<ark:ark>/hors-ligne.html", files.alone, name="mediation_alone"),
    path("ark:/<ark:ark>/manifest.json", files.manifest, name="mediation_manifest"),
    path("ark:/<ark:ark>/parcours.gpx", files.walk, name="mediation_walk"),
    path("ark:/<ark:ark>/sources.csv", files.sources, name="mediation_sources"),
]
