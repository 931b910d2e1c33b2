"""Rows of threads and comments."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rejoinder.people.models import Person, User
from rejoinder.sites.models import Site

# WordPress's limits, so that nothing is lost on the way in or out.
MAX_NAME_CHARACTERS = 245
MAX_MAIL_CHARACTERS = 100
MAX_URL_CHARACTERS = 200
MAX_TEXT_CHARACTERS = 65_525

# The path holds as many levels as are ever shown. A deeper reply is numbered beside
# its ancestor at the last level: an endless path would outgrow an index row.
PATH_LEVELS = 10
PATH_LEVEL_WIDTH = 5


class PathField(models.CharField):  # type: ignore[type-arg]  # not at run time
    """Text compared byte by byte, as paths must be on every database.

    PostgreSQL sorts by the database's language unless told otherwise; SQLite
    compares bytes by itself and knows no collation "C".
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class ThreadState(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    ARCHIVED = "archived", _("Archived")


class Thread(models.Model):
    """The conversation about one subject.

    `subject_url` is a path of this site, or an absolute URL of a page elsewhere.
    `subject_since` is when the subject appeared: threads close so many days after,
    where `closes_with_age` says that what they are about grows old.
    The counters are kept in the transaction that changes what they count.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="threads")
    subject_url = models.CharField(max_length=2000)
    title = models.CharField(max_length=500)
    language = models.CharField(max_length=35, blank=True, default="")
    state = models.CharField(
        max_length=10, choices=ThreadState.choices, default=ThreadState.OPEN
    )
    is_reachable = models.BooleanField(
        default=True, help_text="False while the subject itself cannot be seen."
    )
    subject_since = models.DateTimeField(default=timezone.now)
    subject_version = models.CharField(max_length=40, blank=True, default="")
    closes_with_age = models.BooleanField(default=True)
    page_size = models.PositiveSmallIntegerField(default=50)
    published_count = models.PositiveIntegerField(default=0)
    held_count = models.PositiveIntegerField(default=0)
    last_number = models.BigIntegerField(default=0)
    last_root_ordinal = models.PositiveIntegerField(default=0)
    last_published_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "subject_url"], name="one_thread_a_subject"
            )
        ]

    def __str__(self) -> str:
        return self.title


class CommentState(models.TextChoices):
    HELD = "held", _("Held")
    PUBLISHED = "published", _("Published")
    HIDDEN = "hidden", _("Hidden")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SPAM = "spam", _("Spam")
    ERASED = "erased", _("Erased")


class Origin(models.TextChoices):
    FORM = "form", _("Form")
    API = "api", _("API")
    IMPORT = "import", _("Import")
    REMOTE = "remote", _("Remote")


class CommentKind(models.TextChoices):
    """A mention is the trace of a page elsewhere that links to the subject."""

    COMMENT = "comment", _("Comment")
    PINGBACK = "pingback", _("Pingback")
    TRACKBACK = "trackback", _("Trackback")


class Markup(models.TextChoices):
    """What a source is written in, and so how it is rendered again one day."""

    MARKDOWN = "markdown", _("Markdown")
    HTML = "html", _("HTML with blank lines between paragraphs, as in WordPress")


class Comment(models.Model):
    """One contribution to a thread.

    `root` is the top-level comment of its branch (None on that one itself), `depth`
    the true depth, 0 at the top. `ordinal` and `path` are None until the comment has
    been visible once, and stay for ever after. The name and address shown are frozen
    as they were then.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="comments")
    thread = models.ForeignKey(
        Thread, on_delete=models.CASCADE, related_name="comments"
    )
    number = models.BigIntegerField()
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replies",
    )
    root = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="branch",
    )
    depth = models.PositiveIntegerField(default=0)
    ordinal = models.PositiveIntegerField(null=True, blank=True)
    path = PathField(max_length=PATH_LEVELS * PATH_LEVEL_WIDTH, null=True, blank=True)
    last_reply_ordinal = models.PositiveIntegerField(default=0)

    kind = models.CharField(
        max_length=10, choices=CommentKind.choices, default=CommentKind.COMMENT
    )
    person = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="comments",
    )
    author_name = models.CharField(max_length=MAX_NAME_CHARACTERS, blank=True)
    author_url = models.CharField(max_length=MAX_URL_CHARACTERS, blank=True)

    source_text = models.TextField(max_length=MAX_TEXT_CHARACTERS)
    markup = models.CharField(
        max_length=10, choices=Markup.choices, default=Markup.MARKDOWN
    )
    body_html = models.TextField()
    renderer_version = models.PositiveSmallIntegerField()
    revision = models.PositiveSmallIntegerField(default=1)

    state = models.CharField(max_length=10, choices=CommentState.choices)
    written_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    erase_at = models.DateTimeField(null=True, blank=True)

    origin = models.CharField(
        max_length=10, choices=Origin.choices, default=Origin.FORM
    )
    origin_key = models.CharField(max_length=200, blank=True, default="")
    same_text_hash = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "number"], name="comment_number_once"
            ),
            models.UniqueConstraint(
                fields=["thread", "path"],
                condition=models.Q(path__isnull=False),
                name="comment_path_once",
            ),
        ]
        indexes = [
            models.Index(fields=["root", "path"], name="comment_branch"),
            # `parent IS NULL` makes SQLite choose badly; a partial index does not.
            models.Index(
                fields=["thread", "path"],
                condition=models.Q(depth=0),
                name="comment_top_level",
            ),
            models.Index(fields=["site", "state", "-id"], name="comment_queue"),
            models.Index(
                fields=["site", "-published_at"],
                condition=models.Q(state="published"),
                name="comment_newest",
            ),
            models.Index(fields=["thread", "same_text_hash"], name="comment_same_text"),
            models.Index(
                fields=["erase_at"],
                condition=models.Q(erase_at__isnull=False),
                name="comment_to_erase",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.number} by {self.author_name}"


class PostingFacts(models.Model):
    """What was known when a comment was posted: private, and partly for a time.

    Kept apart from the comment so that no public query can carry it out. `mail` is
    what the guest typed, a claim; the hashes are keyed. Network and browser are
    cleared after 30 days, `forgotten_at` says when.
    """

    comment = models.OneToOneField(
        Comment, primary_key=True, on_delete=models.CASCADE, related_name="facts"
    )
    site = models.ForeignKey(Site, on_delete=models.CASCADE)
    posted_at = models.DateTimeField()
    mail = models.CharField(max_length=MAX_MAIL_CHARACTERS, blank=True)
    mail_hash = models.CharField(max_length=64, blank=True)
    name_and_mail_hash = models.CharField(max_length=64, blank=True)
    network_hash = models.CharField(max_length=64, blank=True)
    network_address = models.CharField(max_length=64, blank=True)
    browser = models.CharField(max_length=254, blank=True)
    link_count = models.PositiveIntegerField(default=0)
    approved_before = models.PositiveIntegerField(
        default=0, help_text="Comments of this person that had been approved by then."
    )
    writing_seconds = models.FloatField(
        null=True, blank=True, help_text="Between form and post, where it is known."
    )
    subject_version = models.CharField(max_length=40, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["site", "network_hash", "-posted_at"], name="facts_network"
            ),
            models.Index(fields=["site", "mail_hash", "-posted_at"], name="facts_mail"),
            models.Index(
                fields=["site", "name_and_mail_hash"], name="facts_name_and_mail"
            ),
            models.Index(
                fields=["posted_at"],
                condition=models.Q(forgotten_at__isnull=True),
                name="facts_to_forget",
            ),
        ]

    def __str__(self) -> str:
        return f"facts of comment {self.comment_id}"


class Revision(models.Model):
    """The text of a comment as it was before an edit."""

    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="revisions"
    )
    number = models.PositiveSmallIntegerField()
    source_text = models.TextField()
    written_at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "number"], name="comment_revision_once"
            )
        ]

    def __str__(self) -> str:
        return f"revision {self.number} of comment {self.comment_id}"
