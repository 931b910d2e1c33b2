"""Signing in with a mail address and a password."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from rejoinder.people.models import User


class MailAndPassword(ModelBackend):
    """Finds the account by its mail address, lower-cased.

    An unknown address costs one password hash like a known one, so the time does
    not tell which addresses have accounts (CVE-2024-39329).
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        mail = (username or kwargs.get("email") or "").strip().lower()
        if not mail or password is None:
            return None
        user = User.objects.filter(email=mail).first()
        if user is None:
            User().set_password(password)
            return None
        if user.check_password(password) and self.user_can_authenticate(user):
            return user
        return None
