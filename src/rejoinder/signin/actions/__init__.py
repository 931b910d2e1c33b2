"""The verbs of signing in, and of an owner towards other accounts."""

from rejoinder.signin.actions.attempts import prove_password
from rejoinder.signin.actions.passwords import change_password
from rejoinder.signin.actions.staff import (
    add_person,
    change_role,
    deactivate,
    make_password_link,
    reactivate,
)

__all__ = [
    "add_person",
    "change_password",
    "change_role",
    "deactivate",
    "make_password_link",
    "prove_password",
    "reactivate",
]
