"""The tables of settings agree with the columns that an owner may change."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rejoinder.sites.models import Site
from rejoinder.sites.queries import editable_settings
from tests.docs.pages import page, table


def defaults() -> Mapping[str, str]:
    """Each setting's default as the terminal shows it."""
    shown = {True: "yes", False: "no"}
    return {
        setting.name: shown.get(setting.value, str(setting.value))  # type: ignore[call-overload]
        if isinstance(setting.value, bool)
        else str(setting.value)
        for setting in editable_settings(Site())
    }


def test_every_setting_is_listed_with_its_default() -> None:
    rows = table(page("configuration.md"), "| name | default | meaning |")
    listed = {row[0].strip("`"): row[1].strip("`") for row in rows}
    assert listed == defaults()


def test_what_stands_beside_wordpress_is_ours() -> None:
    rows = table(page("coming-from-wordpress.md"), "| WordPress | its default | here |")
    wanted = defaults()
    named = set()
    for _theirs, _default, ours, default, _verdict in rows:
        if match := re.fullmatch(r"`([a-z_]+)(?:=[a-z-]+)?`", ours):
            named.add(match[1])
            assert match[1] in wanted
            if default:
                assert default.strip("`").replace("empty", "") == wanted[match[1]]
    # Those of Settings > Discussion; the others are named below the table.
    assert {"who_may_speak", "max_links", "disallowed_words"} <= named
    text = page("coming-from-wordpress.md")
    assert not [name for name in wanted if f"`{name}" not in text]
