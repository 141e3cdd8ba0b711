"""Django's settings, all from the environment (see environment.py)."""

from pathlib import Path

from allied import environment
from allied.environment import given

BASE = Path(__file__).parent
DATA = environment.data_folder()
ROOMS = (
    *("thesis", "selection", "diligence", "governance", "conflict"),
    *("agreement.reading", "agreement.annex", "agreement.changes", "agreement.exits"),
    *("portfolio", "exchange"),
)

SECRET_KEY = given("ALLIED_SECRET_KEY") or environment.kept_secret(DATA, "secret-key")
DEBUG = False
DEMO = given("ALLIED_DEMO") == "1"
BASE_URL = given("ALLIED_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
SECURE = BASE_URL.startswith("https://")
# The proxy in front of Allied decides which names reach it; links in mail use BASE_URL only.
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_ox",
    "allied.app.AlliedConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "allied.web.submit.tell_address",
    "allied.web.middleware.headers",
    "allied.web.middleware.readable",
    "allied.web.middleware.database_away",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "allied.web.middleware.last_alliance",
    "allied.web.middleware.acting",
    "allied.web.middleware.refusals",
]
ROOT_URLCONF = "allied.urls"
WSGI_APPLICATION = "allied.web.wsgi.application"

_CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            BASE / "web" / "templates",
            BASE / "notices" / "templates",
            BASE / "web" / "accounts",
            BASE / "people" / "templates",
            BASE / "alliances" / "templates",
            *(BASE / "rooms" / r.replace(".", "/") / "templates" for r in ROOMS),
        ],
        "OPTIONS": {
            "environment": "allied.web.environment.environment",
            "context_processors": ["allied.web.frame.frame"],
        },
    },
    {
        # What allauth brings and web/accounts does not replace: parts of its letters.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": _CONTEXT},
    },
]

DATABASES = {"default": environment.database(given("ALLIED_DATABASE_URL"), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "gates": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "gates",
        "TIMEOUT": 60,
        "OPTIONS": {"MAX_ENTRIES": 4000},
    },
}
TASKS = {
    "default": {
        "BACKEND": "django_ox.backend.OxBackend",
        "QUEUES": [],
        # 12 attempts reach over about eleven hours; what still fails stays visible.
        "OPTIONS": {
            "MAX_ATTEMPTS": 12,
            "LOCK_TIMEOUT": 30,
            "BACKOFF_INITIAL": 10,
            "BACKOFF_MAX": 21_600,
        },
    }
}

AUTH_USER_MODEL = "allied.Person"
AUTHENTICATION_BACKENDS = ["allied.people.backends.WithHome"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
# Not cached: a session that is ended in one process must be dead in every other one as well.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "allied.web.errors.forged"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
X_FRAME_OPTIONS = "DENY"

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation proves the address
ACCOUNT_ADAPTER = "allied.people.accounts.AccountAdapter"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody is written to who has no account
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ALLAUTH_TRUSTED_PROXY_COUNT = int(given("ALLIED_PROXIES", "0"))
PASSWORD_RESET_TIMEOUT = 3600
MFA_ADAPTER = "allied.people.accounts.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_TOTP_ISSUER = "Allied"
USERSESSIONS_TRACK_ACTIVITY = False

LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE / "web" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

MAILERS = {"default": environment.mail(given("ALLIED_EMAIL_URL"))}
# Printed letters reach nobody: whoever invites is then told to send the link on their own.
MAIL_LEAVES = MAILERS["default"]["BACKEND"].endswith("smtp.EmailBackend")
DEFAULT_FROM_EMAIL = given("ALLIED_EMAIL_FROM") or (
    f"Allied <allied@{BASE_URL.split('://')[1].split(':')[0].split('/')[0]}>"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"blot": {"()": "allied.web.logs.BlotSecrets"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["blot"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
