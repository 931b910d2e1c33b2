"""Forms of signing in. Each field names what password managers know it by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.utils.translation import gettext_lazy as _

from rejoinder.people.models import User
from rejoinder.people.roles import Role

# Longer ones are hashed just as well, but nobody types them.
MAX_PASSWORD_CHARACTERS = 1000


class PasswordField(forms.CharField):
    """A password as it was typed, spaces included; never sent back to the page."""

    def __init__(self, *, autocomplete: str, **options: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(
            strip=False, max_length=MAX_PASSWORD_CHARACTERS, widget=widget, **options
        )


class MailField(forms.EmailField):
    """The mail address that an account is known by."""

    def __init__(self, *, autocomplete: str, **options: Any) -> None:
        widget = forms.EmailInput(
            attrs={
                "autocomplete": autocomplete,
                "autocapitalize": "none",
                "spellcheck": "false",
                "dir": "ltr",
            }
        )
        super().__init__(widget=widget, **options)


class LogInForm(forms.Form):
    mail = MailField(label=_("Mail address"), autocomplete="username")
    password = PasswordField(label=_("Password"), autocomplete="current-password")


class NewPasswordForm(forms.Form):
    """A new password, typed twice: without a script nobody can look at it.

    `user` is whom the password may not resemble; None for an account to be made.
    """

    password = PasswordField(label=_("New password"), autocomplete="new-password")
    password_again = PasswordField(
        label=_("The same password again"), autocomplete="new-password"
    )

    def __init__(self, *args: Any, user: User | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password = cleaned.get("password")
        again = cleaned.get("password_again")
        if password and again and password != again:
            self.add_error("password_again", _("The two passwords differ."))
        elif password:
            try:
                validate_password(password, self._user_to_be(cleaned))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned

    def _user_to_be(self, cleaned: dict[str, Any]) -> User | None:
        return self.user


class FirstOwnerForm(NewPasswordForm):
    name = forms.CharField(
        label=_("Your name"),
        max_length=245,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    mail = MailField(
        label=_("Your mail address"),
        autocomplete="username",
        help_text=_("You log in with it. It is never shown."),
    )

    field_order = ("name", "mail", "password", "password_again")

    def _user_to_be(self, cleaned: dict[str, Any]) -> User | None:
        return User(name=cleaned.get("name", ""), email=cleaned.get("mail", ""))


class ChangePasswordForm(NewPasswordForm):
    """The old password proves that it is not somebody who found a screen open."""

    old_password = PasswordField(
        label=_("Password until now"), autocomplete="current-password"
    )

    field_order = ("old_password", "password", "password_again")


class PersonForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=245,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    mail = MailField(label=_("Mail address"), autocomplete="off")
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        initial=Role.AUTHOR,
        widget=forms.RadioSelect,
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"), choices=Role.choices, widget=forms.RadioSelect
    )
