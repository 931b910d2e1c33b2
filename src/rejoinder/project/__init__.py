"""Settings, root URLs and the server's entry: sees every room, belongs to none."""
