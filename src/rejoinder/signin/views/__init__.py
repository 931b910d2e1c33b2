"""Pages of signing in, one subject a module."""
