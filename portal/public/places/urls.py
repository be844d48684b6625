"""Addresses: places."""

from django.urls import path

from portal.public.places import views

urlpatterns = [
    path("lieux", views.places, name="places"),
    path("departement/<str:code>", views.department, name="department"),
    path("commune/<str:insee>", views.commune_page, name="commune"),
    path("lieu/<str:key>", views.place, name="place"),
]
