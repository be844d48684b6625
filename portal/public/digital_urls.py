"""Addresses of digital copies, under those of the public site."""

from django.urls import path

from portal.public import digital_views as views

urlpatterns = [
    path("apercu", views.preview, name="digital-preview"),
    path("couverture", views.front, {"density": 1}, name="digital-front"),
    path("couverture-double", views.front, {"density": 2}, name="digital-front-double"),
    path("vignette", views.thumbnail, name="digital-thumbnail"),
    path("pages", views.pages, name="digital-pages"),
    path("<int:number>/info.json", views.info, name="digital-info"),
    path("<int:number>/image", views.image, name="digital-image"),
    path("<int:number>/<str:region>/<str:size>/0/default.jpg", views.tile, name="digital-tile"),
]
