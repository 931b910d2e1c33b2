"""What every way of running shares."""

from __future__ import annotations

from pathlib import Path

from rejoinder.media.files import EXTENSIONS as FILE_EXTENSIONS
from rejoinder.media.pictures import MAX_PIXELS, READABLE_EXTENSIONS
from rejoinder.project.databases import database_settings
from rejoinder.project.environment import key_of, read_environment
from rejoinder.web import cookies

ENVIRONMENT = read_environment()
PACKAGE = Path(__file__).resolve().parents[2]
DATA = ENVIRONMENT.data

SECRET_KEY = key_of(ENVIRONMENT, "signing")
HASHING_KEY = key_of(ENVIRONMENT, "hashing")
DEBUG = ENVIRONMENT.debug

# Hosts are checked against the site's row by sites.middleware, which also rewrites
# them: nothing behind it sees what a request claimed.
ALLOWED_HOSTS = ["*"]
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
BOUND_URL = ENVIRONMENT.bound_url

INSTALLED_APPS = [
    "rejoinder.pagestore",
    "rejoinder.sites",
    "rejoinder.work",
    "rejoinder.media",
    "rejoinder.web",
    "rejoinder.people",
    "rejoinder.signin",
    "rejoinder.discussion",
    "rejoinder.replyform",
    "rejoinder.moderation",
    "rejoinder.newsroom",
    "rejoinder.moving",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # First, so that its headers are on every answer, also on those of the next one.
    "rejoinder.web.middleware.HeadersMiddleware",
    "rejoinder.web.middleware.OwnWritesMiddleware",
    "rejoinder.sites.middleware.CurrentSiteMiddleware",
    "rejoinder.web.middleware.RefusalMiddleware",
    "rejoinder.web.middleware.SameOriginMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    # In place of Django's, which would make shared pages differ by reader.
    "rejoinder.web.middleware.LanguageMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "rejoinder.project.urls"
WSGI_APPLICATION = "rejoinder.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rejoinder.web.context.page",
                "rejoinder.newsroom.context.navigation",
            ]
        },
    }
]

DATABASES = {"default": database_settings(ENVIRONMENT)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["rejoinder.people.backends.MailAndPassword"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

SESSION_COOKIE_NAME = cookies.SESSION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 30 * 24 * 3600  # seconds
CSRF_COOKIE_NAME = "rejoinder_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "rejoinder.web.views.cross_site_refused"

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LOCALE_PATHS = [PACKAGE / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_FILES_FROM_SOURCE = False  # True: read where they lie, at each request
PAGES_ROOT = DATA / "pages"
PAGES_ARE_KEPT = True  # False: each is made for each reader
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_MEMORY_SIZE = ENVIRONMENT.max_upload_bytes
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
STORAGES = {
    # Originals are not public; renditions alone are served, from MEDIA_ROOT/public.
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA / "media" / "originals"), "base_url": None},
    },
    "renditions": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": str(DATA / "media" / "public"),
            "base_url": MEDIA_URL,
        },
    },
    "staticfiles": {"BACKEND": "rejoinder.web.static_files.JoinedStaticFiles"},
}

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Wagtail's memory of picture sizes: of one process, and never told of changes in
    # another. A page reads all sizes in one query instead.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

WAGTAIL_SITE_NAME = "Rejoinder"
WAGTAILADMIN_BASE_URL = ""
WAGTAILIMAGES_IMAGE_MODEL = "newsroom.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "newsroom.File"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_RENDITION_STORAGE = "renditions"
# Wagtail would make PNG of a WebP original for old browsers: many times as large.
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"webp": "jpeg"}
WAGTAILIMAGES_IMAGE_FORM_BASE = "rejoinder.newsroom.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = list(READABLE_EXTENSIONS)
WAGTAILIMAGES_MAX_IMAGE_PIXELS = MAX_PIXELS
WAGTAILIMAGES_MAX_UPLOAD_SIZE = ENVIRONMENT.max_upload_bytes
WAGTAILDOCS_EXTENSIONS = list(FILE_EXTENSIONS)
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # every file is an attachment
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# Wagtail fetches embeds by itself; a link card does without (docs/decisions).
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no address of a person to a third party
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
TAGGIT_CASE_INSENSITIVE = True

# Plug-ins, in the order in which they are asked; the first verdict ends the run.
REJOINDER_SCREENERS = [
    "rejoinder.moderation.screeners.disallowed_words",
    "rejoinder.moderation.screeners.trap_field",
    "rejoinder.moderation.screeners.faster_than_anybody_types",
    "rejoinder.moderation.screeners.many_links",
    "rejoinder.moderation.screeners.moderation_words",
    "rejoinder.moderation.screeners.who_may_speak",
]

# What the worker does again and again: dotted path and seconds between two runs.
REJOINDER_DUTIES = {
    "rejoinder.pagestore.duties.clear_log": 3600,
    "rejoinder.newsroom.duties.publish_due": 10,
    "rejoinder.newsroom.duties.empty_bin": 3600,
    "rejoinder.newsroom.duties.make_sizes": 10,
    "rejoinder.moderation.duties.erase_due": 10,
    "rejoinder.discussion.duties.forget_networks": 3600,
    "rejoinder.signin.duties.forget_attempts": 3600,
    "rejoinder.sites.duties.forget_proxy_notices": 24 * 3600,
}

# What `rejoinder doctor` asks: each gives problems, with what to do about them.
REJOINDER_DOCTOR = [
    "rejoinder.project.checks.find_problems",
    "rejoinder.pagestore.checks.find_problems",
    "rejoinder.sites.checks.find_problems",
    "rejoinder.work.checks.find_problems",
    "rejoinder.discussion.checks.find_problems",
    "rejoinder.newsroom.checks.find_problems",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "rejoinder.web.logs.OneLineFormatter"},
    },
    "filters": {"outages": {"()": "rejoinder.web.logs.ShortOutages"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["outages"],
        }
    },
    "root": {"handlers": ["console"], "level": ENVIRONMENT.log_level},
    # A line for each address that a robot guesses would bury the others.
    "loggers": {"django.request": {"level": "ERROR"}},
}

SILENCED_SYSTEM_CHECKS = [
    "wagtailadmin.W003",  # absolute links come from the site's row, not a setting
]
