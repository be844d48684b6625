"""Addresses: lists of exhibitions, paths and articles, the agenda, and what each page, which stands under its ark, is given as."""

from django.urls import URLPattern, path

from portal.public.mediation import articles, files, sheets, views

urlpatterns: list[URLPattern] = [
    path("expositions", views.exhibitions, name="exhibitions"),
    path("parcours", views.paths, name="paths"),
    path("articles", articles.articles, name="articles"),
    path("agenda", articles.agenda, name="agenda"),
    path("agenda.ics", articles.agenda_calendar, name="agenda_calendar"),
    path("ark:/<ark:ark>/evenement.ics", articles.event_calendar, name="event_calendar"),
    path("ark:/<ark:ark>/fiche-enseignant", sheets.teacher, name="mediation_teacher"),
    path("ark:/<ark:ark>/fiche-eleve", sheets.pupil, name="mediation_pupil"),
    path("ark:/<ark:ark>/hors-ligne.html", files.alone, name="mediation_alone"),
    path("ark:/<ark:ark>/manifest.json", files.manifest, name="mediation_manifest"),
    path("ark:/<ark:ark>/parcours.gpx", files.walk, name="mediation_walk"),
    path("ark:/<ark:ark>/sources.csv", files.sources, name="mediation_sources"),
]
