"""Public addresses, in French words for both languages."""

from django.urls import path
from django.urls.resolvers import URLPattern

app_name = "public"
urlpatterns: list[URLPattern] = []
