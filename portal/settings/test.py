"""The test suite: fast password hashes, plain static files, loopback partners, an index of its own."""

import os
import tempfile
from pathlib import Path

from portal.settings.base import *

SECRET_KEY = "test-only-" + "0" * 50
ALLOWED_HOSTS = ["*"]
HARVEST_ALLOW_LOOPBACK = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
DATABASES["default"]["OPTIONS"].pop("pool", None)
DATABASES["default"]["TEST"] = {"NAME": os.environ.get("TRABOULE_TEST_DATABASE", f"test_traboule_{os.getpid()}")}
_scratch = tempfile.TemporaryDirectory(prefix="traboule-test-")  # gone with this process
SEARCH_INDEX_DIR = Path(os.environ.get("TRABOULE_TEST_INDEX") or f"{_scratch.name}/index")
STATIC_ROOT = Path(_scratch.name) / "static"  # nothing is collected; WhiteNoise warns where the folder is missing
STATIC_ROOT.mkdir()
ELASTICSEARCH_URL = ()  # the tests of that engine ask for it by name; every other one has the embedded engine
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = False
BROKER_URL = os.environ.get("BROKER_URL") or "memory://"
_forgotten_together = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "tests"}  # one clear() for both
CACHES = {"default": _forgotten_together, "memory": _forgotten_together}
KEPT_PAGES_SECONDS = 0  # tests change what a page shows and look again; those of the door keep pages themselves
STATEMENT_SECONDS = 0
AXES_ENABLED = False
SECOND_FACTOR_REQUIRED = False
LOGGING = logging_configuration("WARNING")
