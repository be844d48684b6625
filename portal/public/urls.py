"""Public addresses, in French words for both languages."""

from django.urls import include, path

from portal.public.views.home import home
from portal.public.views.notice import notice, source
from portal.public.views.results import facet, results

app_name = "public"
urlpatterns = [
    path("", home, name="home"),
    path("recherche", results, name="results"),
    path("recherche/affiner/<slug:facet>", facet, name="facet"),
    path("notice/<int:record_id>", notice, name="notice"),
    path("numerisation/<int:record_id>/<int:position>/", include("portal.public.digital_urls")),
    path("notice/<int:record_id>/source", source, name="source"),
]
