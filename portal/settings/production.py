"""Behind a proxy that speaks TLS; refuses to start without what must not have a default."""

from portal.settings.base import *
from runtime.environment import WrongSetting

if not SECRET_KEY:
    raise WrongSetting("SECRET_KEY is not set: write 50 random characters or more into it.")
if not ALLOWED_HOSTS:
    raise WrongSetting("ALLOWED_HOSTS is not set: write the portal's host names into it, separated by commas.")
if ENV.database_url is None:
    raise WrongSetting("DATABASE_URL is not set: write the address of PostgreSQL into it.")

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^sante/"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS if "*" not in host]
if ENV.trusted_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
