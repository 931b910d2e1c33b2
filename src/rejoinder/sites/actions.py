"""The verbs of a site's settings."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rejoinder.errors import Malformed, Refusal
from rejoinder.pagestore.changes import announce
from rejoinder.sites import tags
from rejoinder.sites.models import Site
from rejoinder.sites.queries import editable_settings
from rejoinder.sites.rules import CLEANERS

#: Settings that no page shows. Most decide about what is still to come; a new one
#: counts as shown until somebody has looked.
NOT_SHOWN = frozenset(
    {"address_pattern", "comments_open", "comments_per_page"}
    | {"who_may_speak", "trust_name_and_mail", "max_links"}
    | {"moderation_words", "disallowed_words"}
    | {"seconds_between_comments", "keep_network_addresses"}
)

BOOLEAN_WORDS = {
    "yes": True,
    "true": True,
    "on": True,
    "1": True,
    "no": False,
    "false": False,
    "off": False,
    "0": False,
}


def change_settings(*, site: Site, values: Mapping[str, object]) -> Site:
    """Set columns of the site, all of them or none. Text is read as a person means it.

    `values` are by name of the column. Raises Malformed, with the column in `field`,
    for an unknown name or an unusable value; `site` keeps its old values then.
    """
    editable = {setting.name for setting in editable_settings(site)}
    for name in values:
        if name not in editable:
            raise Malformed(
                _("There is no setting “%(name)s”.") % {"name": name}, field=name
            )
    cleaned = {name: _cleaned(site, name, value) for name, value in values.items()}
    with transaction.atomic():
        # Not `site` itself: a form has put its values there already.
        before = Site.objects.select_for_update(no_key=True).get(pk=site.pk)
        for name, value in cleaned.items():
            setattr(site, name, value)
        site.save(update_fields=list(cleaned))
        changed = {n for n, value in cleaned.items() if getattr(before, n) != value}
        if changed - NOT_SHOWN:
            announce(tags.layout(site.pk))
    return site


def _cleaned(site: Site, name: str, value: object) -> object:
    field = Site._meta.get_field(name)
    if field.get_internal_type() == "BooleanField" and isinstance(value, str):
        value = BOOLEAN_WORDS.get(value.strip().lower(), value)
    try:
        value = field.clean(value, site)  # type: ignore[union-attr]  # a real column
        cleaner = CLEANERS.get(name)
        return cleaner(str(value)) if cleaner else value
    except ValidationError as error:
        raise Malformed(" ".join(error.messages), field=name) from error
    except Refusal as refusal:
        refusal.field = name
        raise
