"""Articles and plain pages kept as they were elsewhere: what an import calls.

No rule is asked, nobody is told, and no revision is made, which would cost three times
as much as all the rest.
"""

from rejoinder.newsroom.actions.keeping.articles import (
    keep_article,
    keep_articles,
    update_kept_article,
)
from rejoinder.newsroom.actions.keeping.pages import (
    arrange_pages,
    keep_page,
    set_page_parent,
    update_kept_page,
)
from rejoinder.newsroom.actions.keeping.values import (
    ArticleAsItWas,
    ArticleToKeep,
    PageAsItWas,
    State,
)

__all__ = [
    "ArticleAsItWas",
    "ArticleToKeep",
    "PageAsItWas",
    "State",
    "arrange_pages",
    "keep_article",
    "keep_articles",
    "keep_page",
    "set_page_parent",
    "update_kept_article",
    "update_kept_page",
]
