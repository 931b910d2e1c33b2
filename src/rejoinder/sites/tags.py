"""What of a site can change, as tags of the change log."""

from __future__ import annotations


def layout(site_id: int) -> str:
    """What every page shows: names, menus, sections, settings, and the program itself.

    For whatever can change on all pages at once: a tag for each would be as many rows
    as there are pages.
    """
    return f"site:{site_id}:layout"
