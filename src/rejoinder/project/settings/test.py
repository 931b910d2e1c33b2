"""For tests: a data folder of its own, fast password hashes, nothing that waits."""

import atexit
import os
import shutil
import tempfile

if "REJOINDER_DATA" not in os.environ:
    # Test processes that this one starts share its folder.
    os.environ["REJOINDER_DATA"] = tempfile.mkdtemp(prefix="rejoinder-test-")
    atexit.register(shutil.rmtree, os.environ["REJOINDER_DATA"], ignore_errors=True)

from rejoinder.project.settings.base import *  # noqa: F403
from rejoinder.project.settings.base import STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
