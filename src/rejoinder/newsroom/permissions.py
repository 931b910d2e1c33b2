"""Who may do what to an article, by the table of roles. None stands for a program."""

from __future__ import annotations

from django.utils.translation import gettext as _

from rejoinder.errors import NotAllowed
from rejoinder.newsroom.models import Article
from rejoinder.people.models import User
from rejoinder.sites.models import Site


def check_may_write(by: User | None, site: Site) -> None:
    """Raises NotAllowed for an account that does not write here."""
    if by is not None and not by.may("write", site):
        raise NotAllowed(_("You may not write articles here."), code="may-not-write")


def check_may_publish(by: User | None, site: Site) -> None:
    """Raises NotAllowed for an account that does not publish here."""
    if by is not None and not by.may("publish", site):
        raise NotAllowed(
            _("You may not publish here. Submit it, and an editor will."),
            code="may-not-publish",
        )


def check_may_change(by: User | None, article: Article) -> None:
    """Authors change their own articles, editors any. Raises NotAllowed."""
    if by is None or by.may("publish", article.site):
        return
    check_may_write(by, article.site)
    if article.owner_id != by.pk:
        raise NotAllowed(_("This is somebody else's article."), code="not-yours")
