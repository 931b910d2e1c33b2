"""Rejoinder: publishing and discussion for news sites and blogs.

Each sub-package is a room with one vocabulary; who may import whom is a contract
in pyproject.toml, and docs/architecture.md draws it.
"""

__version__ = "0.1.0"
