"""Sections and writers: made by programs, and completed when made in the admin."""

from __future__ import annotations

from rejoinder.newsroom.addresses import numbered, part_from
from rejoinder.newsroom.models import Picture, Section, Tag, Writer
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


def update_section(
    *, section: Section, name: str, description: str, parent: Section | None
) -> None:
    """What an import may change of a section; its address stays."""
    section.name, section.description, section.parent = name, description, parent
    section.save(update_fields=["name", "description", "parent"])


def update_writer(*, writer: Writer, name: str) -> None:
    """What an import may change of a writer; the address stays."""
    writer.name = name
    writer.save(update_fields=["name"])


def add_tag(*, name: str, slug: str) -> Tag:
    """A tag with the address part given, or a numbered one where that is taken.

    One of the same name is returned as it is; case does not count.
    """
    there: Tag | None = Tag.objects.filter(name__iexact=name).first()
    if there is not None:
        return there
    wanted = part_from(slug or name, "tag")
    free = next(s for s in numbered(wanted) if not Tag.objects.filter(slug=s).exists())
    tag: Tag = Tag.objects.create(name=name, slug=free)
    return tag


def rename_tag(*, tag: Tag, name: str) -> None:
    tag.name = name
    tag.save(update_fields=["name"])
