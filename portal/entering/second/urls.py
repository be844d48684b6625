"""The addresses of the second factor, under ``/gestion/second-facteur/``."""

from django.urls import path

from portal.entering.second import views

app_name = "second_factor"
urlpatterns = [
    path("", views.Index.as_view(), name="index"),
    path("code/", views.Code.as_view(), name="code"),
    path("activer/", views.SetUp.as_view(), name="set_up"),
    path("personnes/<int:pk>/", views.OfSomebody.as_view(), name="of_somebody"),
]
