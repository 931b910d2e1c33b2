"""The demo newsroom: an invented newspaper for newcomers and screenshots.

Everything a person may want to edit is a file: newsroom.toml, articles/, pages/,
threads/ and pictures/. `content` reads them; nothing here knows a database.
"""
