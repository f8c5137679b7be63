"""All settings, read from the environment. A missing secret stops the start and says what to set.

DEV=on marks a development machine: cookies may travel over http, and nothing else is relaxed.
"""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.contrib.messages import constants as message_levels

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEV = env.bool("DEV", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Fernet keys, newest first: the first one encrypts, all of them decrypt. Make one with
# python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"
ENCRYPTION_KEYS = env.list("ENCRYPTION_KEYS")
# Signs trail entries and makes the keyed hashes that rows are matched by. It is never rotated.
HASH_KEY = env("HASH_KEY")

if not all([SECRET_KEY, ALLOWED_HOSTS, ENCRYPTION_KEYS, HASH_KEY]):
    raise environ.ImproperlyConfigured(
        "Set SECRET_KEY, ALLOWED_HOSTS, ENCRYPTION_KEYS and HASH_KEY; none may be empty"
    )

# What a trust calls its service. The NHS logo is a trademark, so it is a setting and off by default.
AFTERCARE_NAME = env("AFTERCARE_NAME", default="Aftercare")
AFTERCARE_ORGANISATION = env("AFTERCARE_ORGANISATION", default="")
AFTERCARE_LOGO = env("AFTERCARE_LOGO", default="")
AFTERCARE_FOOTER = [
    {"href": "/about/help/", "text": "Help"},
    {"href": "/about/accessibility/", "text": "Accessibility"},
    {"href": "/about/privacy/", "text": "Privacy"},
]
# Where "Exit this page" leads: a site that anybody might be reading.
AFTERCARE_EXIT_TO = env("AFTERCARE_EXIT_TO", default="https://www.bbc.co.uk/weather")
# The policy this reporting belongs to: linked from the form, and its version kept with each report.
AFTERCARE_POLICY_URL = env("AFTERCARE_POLICY_URL", default="")
AFTERCARE_POLICY_VERSION = env("AFTERCARE_POLICY_VERSION", default="")[:40]
AFTERCARE_ADDRESS = env("AFTERCARE_ADDRESS", default="http://localhost:8000")
# A host name of its own for /report/confidential/, where browsers send no cookie of this site. Empty: it lives here.
CONFIDENTIAL_ADDRESS = env("CONFIDENTIAL_ADDRESS", default="").rstrip("/")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "crispy_forms",
    "csp",
    "pgtrigger",
    "simple_history",
    "nhsuk",
    "people",
    "incidents",
    "support",
    "reviews",
    "audit",
    "config",
]

MIDDLEWARE = [
    "config.headers.everywhere",
    "config.charset.only_utf8",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.unmarked.unmarked",
    "config.visitors.visitors",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "people.sessions.SessionLimits",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "nhsuk.context.page",
                "config.navigation.navigation",
                "config.navigation.way_out",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "nhsuk"
CRISPY_TEMPLATE_PACK = "nhsuk"
CRISPY_FAIL_SILENTLY = False
MESSAGE_TAGS = {message_levels.ERROR: "error", message_levels.SUCCESS: "success"}

# Data
DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"] |= {"ATOMIC_REQUESTS": False, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Sign-in
AUTH_USER_MODEL = "people.User"
# An email address is unique whatever its case, by a constraint on its lower-case form, which this check cannot see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "first_name", "last_name", "employee_number"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "people:sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "people:sign-in"
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24

SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_SECONDS", default=30 * 60)
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEV
SESSION_COOKIE_NAME = "session" if DEV else "__Host-session"
CSRF_COOKIE_NAME = "csrf" if DEV else "__Host-csrf"
# Somebody without an account, who came by a link (support/visits/visiting.py). It has nothing to do with the session.
VISITOR_COOKIE_NAME = "visitor" if DEV else "__Host-visitor"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True

# Guessing is slowed for one address and one name together, so that nobody can lock a colleague out from elsewhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=5)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "people.views.sign_in.guessed_account"
AXES_SENSITIVE_PARAMETERS = ["username", "password", "held"]
AXES_LOCKOUT_CALLABLE = "people.views.sign_in.locked_out"
# How many proxies of our own stand before the application and say whom they speak for.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
AXES_IPWARE_PROXY_COUNT = TRUSTED_PROXIES or None
AXES_VERBOSE = False

# What a browser is told
SECURE_SSL_REDIRECT = not DEV
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = 0 if DEV else 63072000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEV
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_TLS_PROXY", default=False) else None
)
# Nothing goes to another site. With "no-referrer" a browser says "Origin: null" on our own forms too, and each is refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PERMISSIONS_POLICY = {
    name: [] for name in ("camera", "microphone", "geolocation", "payment", "usb", "interest-cohort")
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# Files
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEV
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEV
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
UPLOAD_LIMIT = 10 * 1024 * 1024
# What may be kept stays in memory until it is encrypted: it never lies on a disk as it came. What is larger is streamed
# to disk and told what to do; a body that nobody here could have meant is refused unread.
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT + 1024 * 1024
UPLOAD_BODY_LIMIT = 64 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_HANDLERS = [
    "config.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# ClamAV's host:port. Empty: files are not scanned. Set and not answering: no file is taken.
CLAMAV_ADDRESS = env("CLAMAV_ADDRESS", default="")
# Years from the incident for which a report is kept, and a serious one.
RETENTION_YEARS = env.int("RETENTION_YEARS", default=10)
RETENTION_YEARS_SERIOUS = env.int("RETENTION_YEARS_SERIOUS", default=20)
# Days after which an entry of the directory of help must be checked again.
DIRECTORY_CHECKED_EVERY_DAYS = env.int("DIRECTORY_CHECKED_EVERY_DAYS", default=90)

# Email: EMAIL_FILE_PATH writes messages to a folder instead of sending them.
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="aftercare@localhost")
EMAIL_TIMEOUT = 20
if env("EMAIL_FILE_PATH", default=""):
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = env("EMAIL_FILE_PATH")
else:
    vars().update(env.email_url("EMAIL_URL", default="consolemail://"))

# Place and time
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True
DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"

# The worker and the clock. Beat ticks in UTC at intervals: crontab in Europe/London skips an hour in autumn.
# Redis holds nothing that cannot be rebuilt: every task only looks for rows that are due.
CELERY_BROKER_URL = env("REDIS_URL")
CELERY_TIMEZONE = "UTC"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# For ever: a hundred tries, which is Celery's own limit, are used up before a broker has been away for an hour.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# A web request does not wait for a broker that is away: it tries once (people/later.py).
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 2,
    "socket_connect_timeout": 2,
    "visibility_timeout": 300,
    "max_retries": 0,
}
TICK_SECONDS = env.float("TICK_SECONDS", default=60)
CELERY_BEAT_SCHEDULE = {
    name: {"task": task, "schedule": TICK_SECONDS * ticks}
    for name, task, ticks in [
        ("heartbeat", "people.jobs.heartbeat", 1 / 6),
        ("send notices", "people.tasks.send_notices", 1),
        ("seal the trail", "people.jobs.seal_trail", 1),
        ("resume imports", "people.importing.tasks.resume_imports", 1),
        ("keep promises", "support.jobs.keep_promises", 1),
        ("ask how people are", "support.jobs.ask_people", 1),
        ("say that the questionnaire is there", "support.jobs.announce_questionnaire", 60),
        ("pass on what nobody may lead", "support.jobs.pass_on", 60),
        ("look at emergencies", "support.jobs.look_at_emergencies", 60),
        ("put equality answers away", "people.jobs.put_equality_away", 60),
        ("notice curiosity", "support.jobs.notice_curiosity", 5),
        ("find what nobody owns", "people.jobs.find_what_nobody_owns", 60),
        ("ask peer supporters", "support.jobs.ask_supporters", 60),
        ("flag contractors", "people.jobs.flag_contractors", 60),
        ("ask who may need help", "support.jobs.ask_told", 60),
        ("flag directory", "support.jobs.flag_directory", 60),
        ("keep duties", "incidents.jobs.keep_duties", 1),
        ("morning cross", "incidents.jobs.morning_cross", 10),
        ("deliver in confidence", "incidents.jobs.deliver_in_confidence", 1),
        ("print agendas", "reviews.jobs.print_waiting", 1),
        ("clear old drafts", "incidents.jobs.clear_old_drafts", 60),
        ("open answers together", "support.pulse.open_together", 60),
        ("publish figures", "audit.jobs.publish_figures", 60),
        ("training due", "support.jobs.training_due", 720),
    ]
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {
        "axes": {"level": "ERROR"},
        # A page that is not there, or not for somebody, is no fault: nobody reads thousands of such lines.
        "django.request": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}
