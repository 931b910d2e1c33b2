"""Where problems were kept before rooms below this one had any."""

from rejoinder.problems import Problem

__all__ = ["Problem"]
