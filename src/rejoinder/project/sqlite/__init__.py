"""Django's SQLite backend with the pragmas that a site's own data needs."""
