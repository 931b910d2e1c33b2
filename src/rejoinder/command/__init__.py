"""The `rejoinder` command: thin, reads options and calls actions."""
