"""The door for WSGI servers, with its readers counted."""

import os

from django.core.wsgi import get_wsgi_application

from portal.public.door import opened
from portal.readership.door import counted

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
application = counted(opened(get_wsgi_application()))
