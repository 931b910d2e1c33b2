"""Proving who one is by mail address and password, at a bounded pace."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth import authenticate
from django.db.models import Q

from rejoinder.people.models import User
from rejoinder.signin import rules
from rejoinder.signin.errors import TooManyAttempts, WrongCredentials
from rejoinder.signin.models import Attempt
from rejoinder.sites.hashing import keyed_hash
from rejoinder.sites.models import Site


def prove_password(
    *, site: Site, mail: str, password: str, network_address: str, now: datetime
) -> User:
    """The account that this mail address and password belong to.

    The attempt is written before the password is looked at, so that many at once
    are all counted; success forgets those of this mail address from this network.

    Raises TooManyAttempts with the wait, WrongCredentials for everything else.
    """
    attempt = _note_attempt(site, mail, network_address, now)
    user = authenticate(username=mail, password=password)
    if not isinstance(user, User):
        raise WrongCredentials
    Attempt.objects.filter(
        site=site, mail_hash=attempt.mail_hash, network_hash=attempt.network_hash
    ).delete()
    return user


def _note_attempt(
    site: Site, mail: str, network_address: str, now: datetime
) -> Attempt:
    Attempt.objects.filter(at__lte=now - rules.WINDOW).delete()
    attempt = Attempt(
        site=site,
        mail_hash=keyed_hash("signin-mail", mail.strip().lower()),
        network_hash=keyed_hash("signin-network", rules.network_of(network_address)),
        at=now,
    )
    wait = max(_waits(attempt, now))
    if wait:
        # Not written: whoever keeps trying while refused would never get in again.
        raise TooManyAttempts(wait)
    attempt.save()
    return attempt


def _waits(attempt: Attempt, now: datetime) -> Iterable[int]:
    mail = Q(mail_hash=attempt.mail_hash)
    network = Q(network_hash=attempt.network_hash)
    for which, limit in (
        (mail & network, rules.PER_MAIL_AND_NETWORK),
        (network, rules.PER_NETWORK),
        (mail, rules.PER_MAIL),
    ):
        newest_first = Attempt.objects.filter(which, site=attempt.site).order_by("-at")
        times = list(newest_first.values_list("at", flat=True)[:limit])
        yield rules.seconds_to_wait(times[::-1], limit=limit, now=now)
