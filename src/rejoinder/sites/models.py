"""Rows of the site and its addresses."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WhoMaySpeak(models.TextChoices):
    """Whose comments are published without waiting for a moderator."""

    EVERYONE = "everyone", _("Everyone: comments appear at once")
    AFTER_FIRST = "after-first", _("All but the first comment of a person")
    NOBODY = "nobody", _("Nobody: a moderator reads each comment first")


class CommentOrder(models.TextChoices):
    OLDEST = "oldest", _("Oldest first")
    NEWEST = "newest", _("Newest first")


class DefaultPage(models.TextChoices):
    """Which page of a long thread stands below the article."""

    NEWEST = "newest", _("The last page")
    OLDEST = "oldest", _("The first page")


class Site(models.Model):
    """One publication. Its columns are the settings that an owner may change.

    Names and defaults follow WordPress's Settings > Discussion where it has the
    same setting; docs/coming-from-wordpress.md lists them side by side.
    """

    name = models.CharField(_("name"), max_length=200, default="A new site")
    tagline = models.CharField(_("tagline"), max_length=300, blank=True, default="")
    public_url = models.CharField(
        _("public address"),
        max_length=300,
        blank=True,
        default="",
        help_text=_(
            "Where readers find the site, such as https://example.org. The only "
            "source of absolute links and of secure cookies."
        ),
    )
    language = models.CharField(_("language"), max_length=35, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    address_pattern = models.CharField(
        _("address pattern"),
        max_length=200,
        default="/%year%/%monthnum%/%day%/%postname%/",
        help_text=_(
            "How addresses of new articles are made, in WordPress's words: %year%, "
            "%monthnum%, %day%, %hour%, %minute%, %second%, %post_id%, %postname%, "
            "%category%, %author%. Published articles keep the address they have."
        ),
    )
    articles_per_page = models.PositiveSmallIntegerField(
        _("articles on a page of a list"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    feed_length = models.PositiveSmallIntegerField(
        _("entries in a feed"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )

    comments_open = models.BooleanField(
        _("new articles are open for comments"), default=True
    )
    close_after_days = models.PositiveIntegerField(
        _("close threads after so many days"),
        default=0,
        # More days lead past the last date that Python knows.
        validators=[MaxValueValidator(36_500)],
        help_text=_("Counted from the article's publication; 0 means never."),
    )
    accounts_only = models.BooleanField(
        _("only people with an account may comment"), default=False
    )
    name_and_mail_required = models.BooleanField(
        _("guests must give a name and a mail address"), default=True
    )
    offer_to_remember = models.BooleanField(
        _("guests may ask to be remembered"), default=True
    )
    who_may_speak = models.CharField(
        _("whose comments appear at once"),
        max_length=20,
        choices=WhoMaySpeak.choices,
        default=WhoMaySpeak.AFTER_FIRST,
    )
    trust_name_and_mail = models.BooleanField(
        _("a name and mail address that were approved before count as known"),
        default=False,
        help_text=_(
            "As WordPress does. Nothing proves who typed them: whoever knows the "
            "pair passes the queue."
        ),
    )
    max_links = models.PositiveSmallIntegerField(
        _("hold a comment with so many links"),
        default=2,
        help_text=_("0 means that links never hold a comment."),
    )
    moderation_words = models.TextField(
        _("words that hold a comment"),
        blank=True,
        default="",
        help_text=_(
            "One a line. Looked for inside words too, in name, mail address, "
            "website, text, network address and browser: “press” holds “WordPress”."
        ),
    )
    disallowed_words = models.TextField(
        _("words that make a comment spam"),
        blank=True,
        default="",
        help_text=_("One a line, matched in the same way."),
    )
    seconds_between_comments = models.PositiveSmallIntegerField(
        _("seconds between two comments of one person"), default=15
    )
    keep_network_addresses = models.BooleanField(
        _("keep network addresses in the clear"),
        default=False,
        help_text=_(
            "Otherwise only a keyed hash is kept. Both are deleted after 30 days."
        ),
    )

    thread_depth = models.PositiveSmallIntegerField(
        _("levels of replies"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
    )
    comments_per_page = models.PositiveSmallIntegerField(
        _("conversations on a page of a thread"),
        default=50,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
        help_text=_("For new threads: a thread keeps the size it was made with."),
    )
    comment_order = models.CharField(
        _("order of comments"),
        max_length=10,
        choices=CommentOrder.choices,
        default=CommentOrder.OLDEST,
    )
    default_comments_page = models.CharField(
        _("page shown below the article"),
        max_length=10,
        choices=DefaultPage.choices,
        default=DefaultPage.NEWEST,
    )

    is_demo = models.BooleanField(_("demo"), default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.name


class ProxyNotice(models.Model):
    """A request came through a proxy that nobody declared; the owner is told."""

    site = models.OneToOneField(
        Site, on_delete=models.CASCADE, related_name="proxy_notice"
    )
    header = models.CharField(max_length=40)
    peer = models.CharField(max_length=64)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.header} from {self.peer}"


class Address(models.Model):
    """A path of a site and what it leads to.

    `path` is absolute, percent-decoded, NFC, with the trailing slash. `kind` and
    `object_id` are plain values, because the rooms whose things they name lie
    above this one. A thing has one current address; earlier ones redirect to it.

    Addresses brought along from another system are rows that are not current. Their
    things may be of kinds that have no row for the address of today: "section",
    "tag", "writer", "picture", "file"; and "prefix" is a folder that the whole site
    lay in. Such a path may also be a file's, without the slash, or a query as
    WordPress's shortest links have, such as "/?p=12".
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="addresses")
    path = models.CharField(max_length=2000)
    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    is_current = models.BooleanField(default=True)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "path"], name="address_once"),
            models.UniqueConstraint(
                fields=["site", "kind", "object_id"],
                condition=models.Q(is_current=True),
                name="one_current_address",
            ),
        ]

    def __str__(self) -> str:
        return self.path
