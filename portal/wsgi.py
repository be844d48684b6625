"""The door for WSGI servers."""

import os

from django.core.wsgi import get_wsgi_application

from portal.public.door import opened

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
application = opened(get_wsgi_application())
