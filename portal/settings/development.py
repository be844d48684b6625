"""One person's machine: `make run`. The same code paths as production, with a key of its own and loopback harvests."""

from portal.settings.base import *

DEBUG = False
SECRET_KEY = SECRET_KEY or "development-only-" + "0" * 50
ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]
HARVEST_ALLOW_LOOPBACK = True
STYLES_PAGE = True
SECOND_FACTOR_REQUIRED = False  # the demonstration's superuser enters by the password that is printed; production has no way to say so
