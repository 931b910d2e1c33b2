"""What an address says about who may share its page: its first words, and which
parameters any page reads.
"""

from __future__ import annotations

import re

ADMIN_PREFIX = "/admin/"
#: Pages made for one person, who may have chosen another language than the site's.
PERSONAL_PREFIXES = ("/account/", "/moderation/", ADMIN_PREFIX)

#: Read by pages that readers get: WordPress's names, then our own. All others change
#: nothing: a link that was shared somewhere comes back with `fbclid`, `utm_source` and
#: whatever will be invented next, and gets the same stored page as the plain address.
READ_BY_PAGES = (
    "replytocom",
    "unapproved",
    "moderation-hash",
    "cpage",
    "p",
    "page_id",
    "attachment_id",
    "cat",
    "tag",
    "author",
    "m",
    "paged",
    "feed",
    "s",
    "preview",
    "article",
    "n",
    "next",
)

#: Matches a query string, as it was sent, that names one of them. A name with an
#: escape may be any name. Python and nginx read it alike.
NAMES_ONE = (
    "(?:^|&)(?:"
    + "|".join(re.escape(name) for name in READ_BY_PAGES)
    + "|[^=&]*[%+][^=&]*)(?:=|&|$)"
)

_names_one = re.compile(NAMES_ONE).search


def reads_parameters(query: str) -> bool:
    """Whether some page answers this query string, as it was sent, otherwise than the
    plain address."""
    return _names_one(query) is not None
