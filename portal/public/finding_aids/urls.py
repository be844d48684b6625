"""Addresses: a finding aid, or what lies in one of its components, as a file of EAD."""

from portal.costs import costly
from portal.public.finding_aids.views import ead

urlpatterns = [
    costly("ark:/<ark:ark>/ead.xml", ead, name="ead", always=True),
]
