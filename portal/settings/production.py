"""Behind a proxy that speaks TLS; refuses to start without what must not have a default."""

from portal.settings.base import *
from runtime.environment import WrongSetting, is_published

if not SECRET_KEY:
    raise WrongSetting("SECRET_KEY is not set: write 50 random characters or more into it.")
if is_published(SECRET_KEY):
    raise WrongSetting("SECRET_KEY is one that anybody can read in the project's files, or guess: write 50 random characters into it.")
if any("*" in host for host in ALLOWED_HOSTS):
    raise WrongSetting("ALLOWED_HOSTS holds a *: write the portal's own host names, so that mails and links lead nowhere else.")
if not ALLOWED_HOSTS:
    raise WrongSetting("ALLOWED_HOSTS is not set: write the portal's host names into it, separated by commas.")
if ENV.database_url is None:
    raise WrongSetting("DATABASE_URL is not set: write the address of PostgreSQL into it.")

if not SITE_URL:
    raise WrongSetting("SITE_URL is not set: write the public address of the portal, https://… ; mails and exports hold it.")
if ENV.password_resets and not ENV.email_url:
    raise WrongSetting("EMAIL_URL is not set: write the address of an SMTP server, or PASSWORD_RESETS=false if no mail can be sent.")

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
