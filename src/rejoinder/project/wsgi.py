"""Django as WSGI, for project.server and for other servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rejoinder.project.settings.production")
application = get_wsgi_application()
