#!/usr/bin/env python
"""Django's own command, for developers: `.venv/bin/python manage.py shell`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault(
        "DJANGO_SETTINGS_MODULE", "rejoinder.project.settings.development"
    )
    execute_from_command_line(sys.argv)
