"""Addresses: digital copies, each under the ark of its notice and its own key."""

from django.urls import URLPattern, URLResolver, include, path

from portal.public.digital import views
from portal.public.digital.kept import kept_thumbnail

of_a_copy = [
    path("apercu", views.preview, name="digital-preview"),
    path("couverture", views.front, {"density": 1}, name="digital-front"),
    path("couverture-double", views.front, {"density": 2}, name="digital-front-double"),
    path("vignette", views.thumbnail, name="digital-thumbnail"),
    path("pages", views.pages, name="digital-pages"),
    path("<int:number>/info.json", views.info, name="digital-info"),
    path("<int:number>/image", views.image, name="digital-image"),
    path("<int:number>/vignette", views.small, name="digital-small"),
    path("<int:number>/telecharger", views.taken_away, name="digital-taken-away"),
    path("<int:number>/detail/<str:region>/<str:seal>", views.detail, name="digital-detail"),
    path("<int:number>/vue/<str:region>", views.seen, name="digital-seen"),
    path("<int:number>/vue/<str:region>/etat.json", views.state, name="digital-state"),
    path("<int:number>/<str:region>/<str:size>/0/default.jpg", views.tile, name="digital-tile"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("dans-gallica/<int:number>.jpg", kept_thumbnail, name="kept-thumbnail"),
    path("numerisation/<ark:ark>/<slug:copy>/", include(of_a_copy)),
]
