"""The verbs of moving."""

from rejoinder.moving.actions.importing import import_wordpress
from rejoinder.moving.actions.run import Options

__all__ = ["Options", "import_wordpress"]
