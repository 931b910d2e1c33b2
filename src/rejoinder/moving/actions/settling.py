"""What an import settles about the site itself, and about its lists' addresses."""

from __future__ import annotations

from rejoinder.errors import Malformed
from rejoinder.moving.actions.people import KIND as PERSON
from rejoinder.moving.actions.people import writer_key
from rejoinder.moving.actions.run import Run
from rejoinder.moving.actions.taxonomy import SECTION, term_key
from rejoinder.moving.wordpress import title_text
from rejoinder.moving.wxr import Channel
from rejoinder.newsroom.actions import OldAddress, add_old_addresses, prepare_site
from rejoinder.sites.actions import change_settings
from rejoinder.sites.models import Site
from rejoinder.sites.rules import clean_language


def settle_site(run: Run) -> None:
    """Name a new site after the export, in whose language its texts are."""
    for number, channel in run.staging.channels():
        run.languages[number] = _language(channel)
    channels = run.staging.channels()
    if not channels or run.site.name != Site._meta.get_field("name").default:
        return
    number, first = channels[0]
    wanted = {
        "name": title_text(first.title)[:200],
        "tagline": title_text(first.description)[:300],
        "language": run.languages[number],
    }
    values = {name: value for name, value in wanted.items() if value}
    if run.is_dry:
        for name, value in values.items():
            setattr(run.site, name, value)
    elif values:
        change_settings(site=run.site, values=values)
        prepare_site(site=run.site)


def _language(channel: Channel) -> str:
    """RSS writes "en-US" or "de_DE"; "" for what is no language of ours."""
    code = channel.language.strip().replace("_", "-").lower()
    for candidate in (code, code.partition("-")[0]):
        try:
            return clean_language(candidate)
        except Malformed:
            continue
    return ""


def add_lists_addresses(run: Run) -> None:
    """`?cat=3`, `?author=2`, and for a site in a folder the folder itself."""
    if run.is_dry:
        return
    for number, _channel in run.staging.channels():
        add_old_addresses(site=run.site, addresses=_of_channel(run, number))


def _of_channel(run: Run, channel: int) -> list[OldAddress]:
    prefix = run.old_sites[channel].prefix
    found = []
    for term in run.staging.terms(channel, "category"):
        key = term_key(term.slug, term.name)
        section_id = run.book(channel, SECTION).id_of(key)
        if term.id and section_id:
            found.append(OldAddress(f"/?cat={term.id}", SECTION, section_id))
    for author in run.staging.authors(channel):
        key = writer_key(author.login) or author.mail.lower()
        writer_id = run.book(channel, PERSON).id_of(key)
        if author.id and writer_id:
            found.append(OldAddress(f"/?author={author.id}", "writer", writer_id))
    if prefix:
        found.append(OldAddress(f"{prefix}/", "prefix", 0))
    return found
