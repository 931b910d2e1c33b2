"""The verbs of the newsroom, one subject a module.

`by` is who asks, and is checked against the table of roles; None stands for a program
(an import, the demo), which may do everything.
"""

from rejoinder.newsroom.actions.binning import (
    BIN_LIFETIME,
    bin_article,
    empty_bin,
    restore_article,
)
from rejoinder.newsroom.actions.menus import (
    MenuItemAsItWas,
    keep_menu,
    menu_fingerprint,
)
from rejoinder.newsroom.actions.old_addresses import (
    OldAddress,
    add_old_address,
    add_old_addresses,
    keep_feed_guid,
)
from rejoinder.newsroom.actions.pictures import add_file, add_picture
from rejoinder.newsroom.actions.publishing import (
    publish_article,
    publish_page,
    schedule_article,
    unpublish_article,
)
from rejoinder.newsroom.actions.setup import prepare_site
from rejoinder.newsroom.actions.taxonomy import add_section, add_writer
from rejoinder.newsroom.actions.threads import open_page_thread
from rejoinder.newsroom.actions.writing import (
    revise_article,
    submit_article,
    write_article,
    write_page,
)

__all__ = [
    "BIN_LIFETIME",
    "MenuItemAsItWas",
    "OldAddress",
    "add_file",
    "add_old_address",
    "add_old_addresses",
    "add_picture",
    "add_section",
    "add_writer",
    "bin_article",
    "empty_bin",
    "keep_feed_guid",
    "keep_menu",
    "menu_fingerprint",
    "open_page_thread",
    "prepare_site",
    "publish_article",
    "publish_page",
    "restore_article",
    "revise_article",
    "schedule_article",
    "submit_article",
    "unpublish_article",
    "write_article",
    "write_page",
]
