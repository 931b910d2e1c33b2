"""Rows of accounts, of whoever speaks, and of one-time links."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rejoinder.people.roles import Capability, Role, may
from rejoinder.sites.models import Site


def new_username() -> str:
    """An opaque user name: people are known by mail address or identity, not by it."""
    return f"u{secrets.token_hex(8)}"


class UserManager(BaseUserManager["User"]):
    def create_user(self, *, password: str | None = None, **fields: Any) -> User:
        user = self.model(**fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


# Wagtail, which ships no types, points at it from models of a higher room.
class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]
    """An account of the installation. Roles belong to a site: see Membership.

    `email` may be missing (some ways in bring none) and is unique when present,
    compared in lower case. Staff sign in with it.
    """

    username = models.CharField(max_length=64, unique=True, default=new_username)
    email = models.EmailField(_("mail address"), null=True, blank=True, unique=True)
    name = models.CharField(_("name"), max_length=245)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    # Wagtail shows these two columns of a user; ours keep one name.
    @property
    def first_name(self) -> str:
        return self.name

    @property
    def last_name(self) -> str:
        return ""

    @property
    def is_staff(self) -> bool:
        return self.memberships.exclude(role=Role.READER).exists()

    def role_on(self, site: Site) -> Role | None:
        """The role on this site, or None; one query."""
        row = self.memberships.filter(site=site).first()
        return Role(row.role) if row else None

    def may(self, capability: Capability, site: Site) -> bool:
        return self.is_active and may(self.role_on(site), capability)


class Membership(models.Model):
    """The role of an account on a site."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "user"], name="one_role_a_site")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.role}"


class PersonKind(models.TextChoices):
    GUEST = "guest", _("Guest")
    ACCOUNT = "account", _("Account")
    REMOTE = "remote", _("Remote")


class Person(models.Model):
    """Whoever speaks on a site.

    A guest is a new Person at each comment, unless their browser shows the random
    key it was given when they asked to be remembered (only its hash is kept).
    Nothing that a guest typed ever joins two of them. `mail` is a claim.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="people")
    kind = models.CharField(max_length=10, choices=PersonKind.choices)
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="persons"
    )
    name = models.CharField(max_length=245, blank=True, default="")
    mail = models.CharField(max_length=254, blank=True, default="")
    url = models.CharField(max_length=200, blank=True, default="")
    device_key_hash = models.CharField(max_length=64, blank=True, default="")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "user"],
                condition=models.Q(user__isnull=False),
                name="one_person_an_account",
            ),
            models.UniqueConstraint(
                fields=["site", "device_key_hash"],
                condition=~models.Q(device_key_hash=""),
                name="one_person_a_device_key",
            ),
        ]

    def __str__(self) -> str:
        return self.name or "–"


class OneTimeLink(models.Model):
    """A secret address that lets somebody in once. Only the token's hash is kept."""

    class Purpose(models.TextChoices):
        FIRST_OWNER = "first-owner", _("Become the first owner")
        SET_PASSWORD = "set-password", _("Choose a password")
        DEMO = "demo", _("Enter the demo")

    site = models.ForeignKey(Site, on_delete=models.CASCADE)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.purpose
