"""What the newsroom does when it hears of something, one subject a module."""

from rejoinder.newsroom.receivers import pages, rows

__all__ = ["pages", "rows"]
