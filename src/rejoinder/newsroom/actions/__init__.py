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
from rejoinder.newsroom.actions.keeping import (
    ArticleAsItWas,
    ArticleToKeep,
    PageAsItWas,
    arrange_pages,
    keep_article,
    keep_articles,
    keep_page,
    set_page_parent,
    update_kept_article,
    update_kept_page,
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
    keep_feed_guids,
)
from rejoinder.newsroom.actions.pictures import (
    add_file,
    add_picture,
    make_missing_sizes,
    update_file,
    update_picture,
)
from rejoinder.newsroom.actions.publishing import (
    publish_article,
    publish_page,
    schedule_article,
    unpublish_article,
    unpublish_page,
)
from rejoinder.newsroom.actions.setup import prepare_site
from rejoinder.newsroom.actions.taxonomy import (
    TagAsItWas,
    add_section,
    add_tag,
    add_tags,
    add_writer,
    rename_tag,
    update_section,
    update_writer,
)
from rejoinder.newsroom.actions.threads import (
    open_article_thread,
    open_page_thread,
)
from rejoinder.newsroom.actions.writing import (
    revise_article,
    submit_article,
    write_article,
    write_page,
)

__all__ = [
    "BIN_LIFETIME",
    "ArticleAsItWas",
    "ArticleToKeep",
    "MenuItemAsItWas",
    "OldAddress",
    "PageAsItWas",
    "TagAsItWas",
    "add_file",
    "add_old_address",
    "add_old_addresses",
    "add_picture",
    "add_section",
    "add_tag",
    "add_tags",
    "add_writer",
    "arrange_pages",
    "bin_article",
    "empty_bin",
    "keep_article",
    "keep_articles",
    "keep_feed_guids",
    "keep_menu",
    "keep_page",
    "make_missing_sizes",
    "menu_fingerprint",
    "open_article_thread",
    "open_page_thread",
    "prepare_site",
    "publish_article",
    "publish_page",
    "rename_tag",
    "restore_article",
    "revise_article",
    "schedule_article",
    "set_page_parent",
    "submit_article",
    "unpublish_article",
    "unpublish_page",
    "update_file",
    "update_kept_article",
    "update_kept_page",
    "update_picture",
    "update_section",
    "update_writer",
    "write_article",
    "write_page",
]
