"""Addresses: arks, in every form in which one may be written, and what led to the same pages before."""

from django.urls import path

from portal.costs import costly
from portal.public.arks import former
from portal.public.arks.ead import ead
from portal.public.arks.views import page

urlpatterns = [
    costly("ark:/<ark:ark>", page, name="ark"),
    costly("ark:/<ark:ark>/", page, name="ark_with_slash"),
    costly("ark:<ark:ark>", page, name="ark_without_slash"),
    costly("ARK:/<ark:ark>", page, name="ark_in_capitals"),
    costly("ARK:<ark:ark>", page, name="ark_in_capitals_without_slash"),
    costly("ark:/<ark:ark>/ead.xml", ead, name="ead", always=True),
    path("notice/<int:number>", former.notice, name="former_notice"),
    path("notice/<int:number>/", former.notice),
    path("notice/<int:number>/source", former.notice, {"rest": "source"}),
    path("notice/<int:number>/source/", former.notice, {"rest": "source"}),
    path("notice/<int:number>/citer/<slug:name>", former.citation),
    path("notice/<int:number>/citer/<slug:name>/", former.citation),
    path("numerisation/<int:number>/<int:place>/<path:rest>", former.place, name="former_place"),
    path("numerisation/notice-<int:number>/<slug:copy>/<path:rest>", former.copy, name="former_copy"),
    costly("etablissement/<path:code>", former.institution, name="former_institution"),
]
