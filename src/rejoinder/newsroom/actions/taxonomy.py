"""Sections and writers: made by programs, and completed when made in the admin."""

from __future__ import annotations

from rejoinder.newsroom.addresses import numbered, part_from
from rejoinder.newsroom.models import Picture, Section, Writer
from rejoinder.people.models import User
from rejoinder.sites.models import Site


def add_section(
    *,
    site: Site,
    name: str,
    slug: str = "",
    parent: Section | None = None,
    description: str = "",
    position: int = 0,
) -> Section:
    """A section. An empty slug comes from the name; a taken one gets a number."""
    section = Section(
        site=site,
        name=name,
        slug=slug,
        parent=parent,
        description=description,
        position=position,
    )
    section.slug = free_slug(section)
    section.save()
    return section


def add_writer(
    *,
    site: Site,
    name: str,
    slug: str = "",
    user: User | None = None,
    bio: str = "",
    picture: Picture | None = None,
) -> Writer:
    """Somebody who signs articles. Slug as with add_section."""
    writer = Writer(
        site=site, name=name, slug=slug, user=user, bio=bio, picture=picture
    )
    writer.slug = free_slug(writer)
    writer.save()
    return writer


def free_slug(row: Section | Writer) -> str:
    """The row's own slug, or one from its name, that no other of its kind has."""
    kind = type(row)
    wanted = part_from(row.slug or row.name, kind._meta.model_name or "")
    others = kind.objects.filter(site=row.site).exclude(pk=row.pk)
    taken = set(others.values_list("slug", flat=True))
    # "page" and "feed" would be read as parts of the address of a list.
    taken |= {"page", "feed"}
    return next(slug for slug in numbered(wanted) if slug not in taken)
