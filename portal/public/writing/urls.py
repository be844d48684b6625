"""Addresses: writing to who keeps a document."""

from django.urls import path

from portal.public.writing import views

urlpatterns = [
    path("ark:/<ark:ark>/signaler", views.report, name="report"),
    path("ark:/<ark:ark>/question", views.question, name="question"),
]
