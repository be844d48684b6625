"""What every use shares; the environment is read by ``runtime.environment`` and nowhere else."""

import gc
import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

from portal.logging import logging_configuration
from runtime import environment

gc.disable()  # until every application is there: portal.started

ROOT = Path(__file__).resolve().parents[2]
ENV = environment.read(os.environ)
VARIABLES_SET = {known.name: os.environ[known.name] for known in environment.VARIABLES if os.environ.get(known.name)}
VAR_DIR = (ROOT / ENV.var_dir).resolve()

SECRET_KEY = ENV.secret_key
DEBUG = False
ALLOWED_HOSTS = list(ENV.allowed_hosts)
SITE_URL = ENV.site_url
REGION_CODE = ENV.region_code
REGION_NAME = ENV.region_name
ARK_NAAN = ENV.ark_naan
ARK_SHOULDER = ENV.ark_shoulder
CONTACT_EMAIL = ENV.contact_email
METADATA_LICENCE = ENV.metadata_licence
GALLICA = "https://gallica.bnf.fr"  # thumbnails of kept documents; what a curator searches there
GALLICA_ISSUES = "https://gallica.bnf.fr/services/Issues"  # issues of the press by day; asked at a curator's act only
PUBLISHER = ENV.publisher
PUBLISHER_ADDRESS = ENV.publisher_address
PUBLICATION_DIRECTOR = ENV.publication_director
HOSTING = ENV.hosting
DEPOSIT_GIGABYTES = ENV.deposit_gigabytes
RAW_VERSION_DAYS = ENV.raw_version_days
READER_MESSAGE_DAYS = ENV.reader_message_days
LETTERS_A_DAY = ENV.letters_a_day
KEPT_PAGES_SECONDS = ENV.kept_pages_seconds
FILTERED_SEARCHES = ENV.filtered_searches
API_REQUESTS_PER_MINUTE = ENV.api_requests_per_minute
COUNTS = ENV.counts
WEB_THREADS = ENV.web_threads
STATEMENT_SECONDS = ENV.statement_seconds
STYLES_PAGE = False
HARVEST_ALLOW_LOOPBACK = ENV.harvest_allow_loopback
HARVEST_MOST_REQUESTS = ENV.harvest_most_requests
HARVEST_SECONDS_PER_RECORD = ENV.harvest_seconds_per_record
HARVEST_REFUSED_TOKENS = ENV.harvest_refused_tokens
DEMONSTRATION = ENV.demonstration
DEMONSTRATION_URL = ENV.demonstration_url
ELASTICSEARCH_URL = ENV.elasticsearch_url
ELASTICSEARCH_USER = ENV.elasticsearch_user
ELASTICSEARCH_PASSWORD = ENV.elasticsearch_password
ELASTICSEARCH_CA_FILE = ENV.elasticsearch_ca_file
ELASTICSEARCH_INDEX_PREFIX = ENV.elasticsearch_index_prefix
ELASTICSEARCH_SHARDS = ENV.elasticsearch_shards
ELASTICSEARCH_REPLICAS = ENV.elasticsearch_replicas
SEARCH_SECONDS = ENV.search_seconds
SEARCH_STANDBY = ENV.search_standby
SEARCH_INDEX_DIR = VAR_DIR / "index"
SCHEMAS_DIR = ROOT / "schemas"  # of others, put there by who runs the portal: see portal.publish.conformance
LOG_LEVEL = ENV.log_level

INSTALLED_APPS = [
    "catalogue",
    "harvest",
    "portal",
    "portal.pages",
    "portal.public",
    "portal.backoffice",
    "wagtail.contrib.settings",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.embeds",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "csp",
    "portal.backoffice.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "portal.started.apps.StartedConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "portal.policy.Policy",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.public.shared.middleware.Refusals",
    "portal.public.shared.middleware.SharedPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "portal.hygiene.Typed",
    "django.middleware.common.CommonMiddleware",
    "portal.entering.gate.Gate",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.public.shared.middleware.DatabaseDown",
    "portal.backoffice.publishing.Unready",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.public.shared.context.site",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / "templates" / "fast"],
        "OPTIONS": {"environment": "portal.public.shared.jinja.environment"},
    },
]


def database_settings(database: environment.Database | None) -> dict:
    """Django's settings for one PostgreSQL; without an address, one that fails with a clear name."""
    if database is None:
        database = environment.Database("no-database-url", "", "", "", "", {})
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database.name,
        "USER": database.user,
        "PASSWORD": database.password,
        "HOST": database.host,
        "PORT": database.port,
        "CONN_HEALTH_CHECKS": True,
        # A pool that gave up waiting for the server asks again at the next request: after an outage pages are back within seconds.
        "OPTIONS": {"pool": {"min_size": 0, "max_size": 8, "timeout": 3, "reconnect_timeout": 5}, **database.options},
    }


DATABASES = {"default": database_settings(ENV.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "portal.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "portal.entering.passwords.HardToGuess"},
]
PASSWORD_HASHERS = ["portal.entering.passwords.OneAtATime"]
WAGTAIL_PASSWORD_RESET_ENABLED = ENV.password_resets
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "portal.entering.passwords.FewResets"  # noqa: S105 - the name of a class
AXES_HANDLER = "portal.entering.lockout.Lockout"
AXES_USERNAME_CALLABLE = "portal.entering.lockout.account_asked"
AXES_CLIENT_IP_CALLABLE = "portal.visitors.house_of"
AXES_LOCKOUT_CALLABLE = "portal.entering.lockout.locked_out"
AXES_COOLOFF_TIME = 0.25
AXES_DISABLE_ACCESS_LOG = True
LOCKOUT_MINUTES = 15
LOCKOUT_GUESSES = 10
LOCKOUT_GUESSES_FROM_ONE_ADDRESS = 60
LOGIN_URL = "wagtailadmin_login"
SECOND_FACTOR_REQUIRED = True  # of superusers
OTP_TOTP_ISSUER = "Traboule"
OTP_ADMIN_HIDE_SENSITIVE_DATA = True

LANGUAGE_CODE = "fr"
LANGUAGES = [(code, name) for code, name in (("fr", _("French")), ("en", _("English"))) if code in ENV.languages]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["portal.formats"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static", *((("vendor", VAR_DIR / "vendor"),) if (VAR_DIR / "vendor").is_dir() else ())]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False

WAGTAIL_SITE_NAME = "Traboule"
WAGTAILADMIN_BASE_URL = ENV.site_url or "http://localhost:8000"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "Français"), ("en", "English")]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "mp3", "mp4", "odt", "ogg", "pdf", "txt", "webm", "xlsx", "xml", "zip"]

BROKER_URL = ENV.broker_url or "memory://"
MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "memory", "OPTIONS": {"MAX_ENTRIES": 2000}}
CACHES = {
    "default": {"BACKEND": "portal.public.door.backend.BrokerCache", "LOCATION": ENV.cache_url or ENV.broker_url, "KEY_PREFIX": "traboule"}
    if ENV.cache_url or ENV.broker_url
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "memory": MEMORY,
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.entering.gate.token_refused"
X_FRAME_OPTIONS = "DENY"
INSTITUTION_PREVIEW = "portal.public.institutions.views.preview"
FONDS_PREVIEW = "portal.public.fonds.views.preview"
FONDS_EAD_PREVIEW = "portal.public.fonds.ead.preview"
FONDS_SHEET_PREVIEW = "portal.public.fonds.ead.copy_sheet"
MEDIATION_PREVIEW = "portal.public.mediation.views.preview"
PERMISSIONS_POLICY: dict[str, list[str]] = {  # no page asks for a sensor, a camera, a payment (W3C, Permissions Policy)
    feature: []
    for feature in (
        *("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope"),
        *("magnetometer", "microphone", "midi", "payment", "publickey-credentials-get", "usb"),
    )
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    },
}

# Wagtail shows pages in frames of its own (previews, choosers) and pictures that a browser is about to send (blob:). The widgets of its
# forms that choose a day or an hour are begun by a script in the page (wagtailadmin/widgets/date_input.html), its tooltips by a style.
BACK_OFFICE_POLICY = CONTENT_SECURITY_POLICY["DIRECTIVES"] | {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}

if ENV.email_url:
    _smtp = urlsplit(ENV.email_url)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _smtp.hostname or "", _smtp.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _smtp.username or "", _smtp.password or ""
    EMAIL_USE_SSL, EMAIL_USE_TLS = _smtp.scheme == "smtps", _smtp.scheme == "smtp" and bool(_smtp.username)
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = ENV.contact_email

LOGGING = logging_configuration(ENV.log_level)
SILENCED_SYSTEM_CHECKS: list[str] = []
