"""Addresses: the agenda of joint training."""

from django.urls import path

from portal.public.training.views import agenda, agenda_calendar

urlpatterns = [
    path("formations", agenda, name="training"),
    path("formations.ics", agenda_calendar, name="training_calendar"),
]
