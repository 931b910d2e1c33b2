"""Pages of the desk, one subject a module."""
