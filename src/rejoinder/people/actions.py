"""The verbs of accounts and one-time links."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rejoinder.errors import Conflict, Malformed, NotFound
from rejoinder.people.models import Membership, OneTimeLink, Person, PersonKind, User
from rejoinder.people.roles import Role
from rejoinder.people.signals import role_given
from rejoinder.sites.models import Site
from rejoinder.statements import insert_row

LINK_LIFETIME = timedelta(days=3)
DEMO_LINK_LIFETIME = timedelta(days=365)
# As far as facts about comments keep it, and as for guests.
MAX_MAIL_CHARACTERS = 100


def add_account(
    *, site: Site, name: str, mail: str, role: Role, password: str | None
) -> User:
    """Make an account with a role on a site. No password: it needs a one-time link.

    Raises Malformed for an unusable name or address, Conflict if the address is
    taken.
    """
    mail = mail.strip().lower()
    name = name.strip()
    try:
        validate_email(mail)
    except ValidationError as error:
        raise Malformed(_("This is not a mail address."), field="mail") from error
    if len(mail) > MAX_MAIL_CHARACTERS:
        raise Malformed(
            _("A mail address has at most %(n)d characters.")
            % {"n": MAX_MAIL_CHARACTERS},
            field="mail",
        )
    if not name or len(name) > 245:
        raise Malformed(_("A name has 1 to 245 characters."), field="name")
    with transaction.atomic():
        user = _new_user(name, mail, password)
        give_role(site=site, user=user, role=role)
        Person.objects.create(
            site=site, kind=PersonKind.ACCOUNT, user=user, name=name, mail=mail
        )
    return user


def _new_user(name: str, mail: str, password: str | None) -> User:
    """The database says whether the address is taken: two may ask at once."""
    try:
        with transaction.atomic():
            return User.objects.create_user(email=mail, name=name, password=password)
    except IntegrityError as error:
        raise Conflict(
            _("There is an account with this mail address."), field="mail"
        ) from error


def give_role(*, site: Site, user: User, role: Role) -> Membership:
    """Set the role of an account on a site; announced, so that rights follow."""
    with transaction.atomic():
        membership, _made = Membership.objects.update_or_create(
            site=site, user=user, defaults={"role": role}
        )
        role_given.send(sender=Membership, membership=membership)
    return membership


def make_one_time_link(
    *,
    site: Site,
    purpose: OneTimeLink.Purpose,
    user: User | None,
    now: datetime,
    lifetime: timedelta = LINK_LIFETIME,
) -> str:
    """The token of a new link, 43 characters; only its hash is kept.

    An earlier unused link of the same purpose and account stops working; those into
    the demo, which are no secret, go on until they expire.
    """
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        earlier = OneTimeLink.objects.filter(site=site, purpose=purpose, user=user)
        if purpose == OneTimeLink.Purpose.DEMO:
            earlier = earlier.filter(expires_at__lte=now)
        earlier.filter(used_at=None).delete()
        OneTimeLink.objects.create(
            site=site,
            purpose=purpose,
            user=user,
            token_hash=_hash(token),
            expires_at=now + lifetime,
        )
    return token


def find_one_time_link(*, site: Site, token: str, now: datetime) -> OneTimeLink:
    """The link of this token, unused and not expired; looking does not use it up.

    Raises NotFound with a sentence that says what to do.
    """
    link = OneTimeLink.objects.filter(site=site, token_hash=_hash(token)).first()
    if link is None or link.used_at is not None or link.expires_at <= now:
        raise NotFound(
            _("This link has been used or has expired. Ask for a new one."),
            code="link-unusable",
        )
    return link


def use_one_time_link(*, link: OneTimeLink, now: datetime) -> None:
    """Use it up. Raises NotFound if somebody was faster. A demo link stays."""
    if link.purpose == OneTimeLink.Purpose.DEMO:
        return
    used = OneTimeLink.objects.filter(pk=link.pk, used_at=None).update(used_at=now)
    if not used:
        raise NotFound(_("This link has been used already."), code="link-unusable")


def become_first_owner(
    *, link: OneTimeLink, name: str, mail: str, password: str, now: datetime
) -> User:
    """Make the owner of a site that has none. Raises as add_account does, and NotFound
    where somebody has become the owner since the link was made.

    An account of this address that was brought along, and that nobody has used yet,
    is theirs: most owners were among the authors of the site they come from.
    """
    with transaction.atomic():
        if Membership.objects.filter(site=link.site, role=Role.OWNER).exists():
            raise NotFound(
                _("This site has an owner already. Ask them for an account."),
                code="link-unusable",
            )
        use_one_time_link(link=link, now=now)
        unused = _unused_account(mail)
        if unused is not None:
            unused.set_password(password)
            unused.save(update_fields=["password"])
            give_role(site=link.site, user=unused, role=Role.OWNER)
            return unused
        return add_account(
            site=link.site, name=name, mail=mail, role=Role.OWNER, password=password
        )


def _unused_account(mail: str) -> User | None:
    """One without a password, as which nobody has ever signed in."""
    user = User.objects.filter(email=mail.strip().lower(), last_login=None).first()
    return user if user is not None and not user.has_usable_password() else None


def choose_password(*, link: OneTimeLink, password: str, now: datetime) -> User:
    """Set the password of the link's account; its other sessions end by that."""
    with transaction.atomic():
        use_one_time_link(link=link, now=now)
        user = link.user
        if user is None:
            raise NotFound(_("This link belongs to nobody."), code="link-unusable")
        user.set_password(password)
        user.save(update_fields=["password"])
    return user


def _hash(token: str) -> str:
    # The token is 256 random bits, so a plain hash cannot be guessed back.
    return hashlib.sha256(token.encode()).hexdigest()


def person_of_account(*, site: Site, user: User) -> Person:
    """The person as whom this account speaks on a site, made when first needed."""
    person, _made = Person.objects.get_or_create(
        site=site,
        user=user,
        defaults={
            "kind": PersonKind.ACCOUNT,
            "name": user.name,
            "mail": user.email or "",
        },
    )
    return person


def new_guest(
    *, site: Site, name: str, mail: str, url: str, device_key: str = ""
) -> Person:
    """A guest who has just spoken for the first time.

    `device_key` is 43 random characters that the guest's browser keeps if they asked
    to be remembered; only its hash is kept here. It is the only thing that ever joins
    two comments of a guest.
    """
    guest = guest_not_saved_yet(site=site, name=name, mail=mail, url=url)
    guest.device_key_hash = _hash(device_key) if device_key else ""
    insert_row(guest)
    return guest


def guest_not_saved_yet(*, site: Site, name: str, mail: str, url: str) -> Person:
    """For whoever keeps many at a time."""
    return Person(
        site=site,
        kind=PersonKind.GUEST,
        name=name[:245],
        mail=mail[:254],
        url=url[:200],
    )


def person_without_account(*, site: Site, name: str, url: str) -> Person:
    """Somebody who had an account elsewhere and has none here: the same person in all
    of their comments, whom nobody can sign in as."""
    return Person.objects.create(
        site=site, kind=PersonKind.ACCOUNT, name=name[:245], url=url[:200]
    )


def update_guest(*, person: Person, name: str, mail: str, url: str) -> None:
    """Keep what a remembered guest typed last, to fill in the next form."""
    # An update, not a save: the guest may be gone with an erased comment by now.
    Person.objects.filter(pk=person.pk).update(
        name=name[:245], mail=mail[:254], url=url[:200]
    )


def new_device_key() -> str:
    return secrets.token_urlsafe(32)


def forget_device(*, person: Person) -> None:
    """The guest asked not to be remembered: the key opens nothing any more, and what
    was kept to fill in the next form is gone. Their comments keep the name shown."""
    Person.objects.filter(pk=person.pk).update(
        device_key_hash="", name="", mail="", url=""
    )
