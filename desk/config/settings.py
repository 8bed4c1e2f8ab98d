"""Settings of the desk; every one that differs between installations comes from the environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url

from sevamitra import keys

BASE_DIR = Path(__file__).resolve().parent.parent
# Relative folders count from the project's root, from wherever the desk is started.
ROOT_DIR = BASE_DIR.parent
CATALOG_DIR = (ROOT_DIR / os.environ.get("SEVAMITRA_ROOT", ".")).resolve()
VAR_DIR = (ROOT_DIR / os.environ.get("SEVAMITRA_VAR", "var")).resolve()
DEMO = os.environ.get("SEVAMITRA_DEMO") == "1"
PORT = int(os.environ.get("DESK_PORT", "8000"))
DESK_URL = os.environ.get("DESK_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
RASA_URL = os.environ.get("RASA_URL", "http://127.0.0.1:5005").rstrip("/")
DEMO_PASSWORD = os.environ.get("DESK_DEMO_PASSWORD") or "demo-officer"

# Raises MissingSecret when the installation has no secret: nothing may run without one.
API_TOKEN = keys.derive("desk-api").hex()
SECRET_KEY = os.environ.get("DESK_SECRET_KEY") or keys.derive("desk-django").hex()
DEBUG = False

_public = urlsplit(DESK_URL)
ALLOWED_HOSTS = [_public.hostname or "", "127.0.0.1", "localhost"]
ALLOWED_HOSTS += [host for host in os.environ.get("DESK_HOSTS", "").split(",") if host]
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]

# Only a proxy that sets these headers itself may be believed.
BEHIND_PROXY = os.environ.get("DESK_BEHIND_PROXY") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_HSTS_SECONDS = 0 if DEMO else 30 * 24 * 3600
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "files",
    "applications",
    "bookings",
    "certificates",
    "events",
    "people",
    "officers",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.site",
            ]
        },
    }
]


def database() -> dict[str, Any]:
    """Return Django's settings of the database in `DESK_DATABASE_URL`, by default a file under var/."""
    url = os.environ.get("DESK_DATABASE_URL") or f"sqlite:///{VAR_DIR / 'desk.sqlite3'}"
    settings: dict[str, Any] = dict(dj_database_url.parse(url))
    if settings["ENGINE"].endswith("sqlite3"):
        settings["NAME"] = str(ROOT_DIR / settings["NAME"])
        Path(settings["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        # IMMEDIATE takes the write lock at once, so that two writers wait instead of failing half-way.
        settings["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        }
        settings["TEST"] = {"NAME": str(VAR_DIR / "desk-test.sqlite3")}
    else:
        settings["CONN_MAX_AGE"] = 60
        settings["CONN_HEALTH_CHECKS"] = True
    return settings


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "queue"
LOGOUT_REDIRECT_URL = "login"

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Kolkata"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# Serves the apps' own static folders, so that no collection step stands between a checkout and a page.
WHITENOISE_USE_FINDERS = True

# Room for the largest paper that is taken (16 MB PDF) and its form.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["config.api.BotAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.api.as_error",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "SevaMitra desk",
    "DESCRIPTION": "What the bot asks of the desk: papers, applications, hearings, certificates, help.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("DESK_LOG_LEVEL", "INFO")},
}
