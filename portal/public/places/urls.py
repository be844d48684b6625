"""Addresses: places."""

from portal.costs import costly
from portal.public.places import views

urlpatterns = [
    costly("lieux", views.places, name="places"),
    costly("departement/<str:code>", views.department, name="department"),
    costly("commune/<str:insee>", views.commune_page, name="commune"),
    costly("lieu/<str:key>", views.place, name="place"),
]
