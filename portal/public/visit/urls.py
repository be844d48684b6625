"""Addresses: the visit sheet."""

from django.urls import path

from portal.public.visit import mailing, views

urlpatterns = [
    path("ma-fiche", views.sheet, name="basket"),
    path("ma-fiche/envoyer", mailing.send, name="basket_mail"),
    path("ma-fiche/citer/<slug:name>", views.cite, name="basket_citations"),
]
