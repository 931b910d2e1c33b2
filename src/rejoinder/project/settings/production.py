"""For everybody else: what `rejoinder serve` runs."""

from rejoinder.project.settings.base import *  # noqa: F403
