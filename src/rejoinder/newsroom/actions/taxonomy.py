"""Sections, writers, tags: made by programs, and completed when made in the admin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import transaction

from rejoinder.newsroom.addresses import exact_part, numbered, part_from
from rejoinder.newsroom.models import Picture, Section, Tag, Writer
from rejoinder.people.models import User
from rejoinder.sites.models import Site
from rejoinder.text import normalise_source

MAX_NAME_CHARACTERS = 200
SLUGS_AT_ONCE = 20


def add_section(
    *,
    site: Site,
    name: str,
    slug: str = "",
    parent: Section | None = None,
    description: str = "",
    position: int = 0,
) -> Section:
    """A section. An empty slug comes from the name; a taken one gets a number.

    One that can stand in an address is kept as it is: an import's may have signs that
    a slug of ours has not.
    """
    section = Section(
        site=site,
        name=name,
        slug=exact_part(slug),
        parent=parent,
        description=description,
        position=position,
    )
    section.slug = _free(section, section.slug or part_from(name, "section"))
    with transaction.atomic():
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
        site=site,
        name=name,
        slug=exact_part(slug),
        user=user,
        bio=bio,
        picture=picture,
    )
    writer.slug = _free(writer, writer.slug or part_from(name, "writer"))
    writer.save()
    return writer


def free_slug(row: Section | Writer) -> str:
    """The row's own slug, or one from its name, that no other of its kind has."""
    kind = type(row)
    wanted = part_from(row.slug or row.name, kind._meta.model_name or "")
    return _free(row, wanted)


def _free(row: Section | Writer, wanted: str) -> str:
    """`wanted`, or the first with a number; few queries for any number of rows."""
    others = type(row).objects.filter(site=row.site).exclude(pk=row.pk)
    candidates = numbered(wanted)
    while True:
        few = list(islice(candidates, SLUGS_AT_ONCE))
        rows = others.filter(slug__in=few)
        # "page" and "feed" would be read as parts of the address of a list.
        taken = {"page", "feed", *rows.values_list("slug", flat=True)}
        free = next((slug for slug in few if slug not in taken), None)
        if free is not None:
            return free


@dataclass(frozen=True)
class TagAsItWas:
    """A tag from elsewhere; its slug is kept as add_section's is."""

    name: str
    slug: str = ""


def add_tags(*, tags: Sequence[TagAsItWas]) -> list[Tag]:
    """The tags of these names, in their order, made where they are new.

    Case does not count in names, as when an editor types one; a tag that exists keeps
    its slug. Reads all tags once, however many are added.
    """
    with transaction.atomic():
        existing = list(Tag.objects.all())
        by_name = {tag.name.lower(): tag for tag in existing}
        taken = {"page", "feed", *(tag.slug for tag in existing)}
        new = []
        for given in tags:
            name = _tag_name(given.name)
            if name.lower() not in by_name:
                wanted = exact_part(given.slug) or part_from(name, "tag")
                slug = next(slug for slug in numbered(wanted) if slug not in taken)
                taken.add(slug)
                by_name[name.lower()] = Tag(name=name, slug=slug)
                new.append(by_name[name.lower()])
        Tag.objects.bulk_create(new)
    return [by_name[_tag_name(given.name).lower()] for given in tags]


def _tag_name(raw: str) -> str:
    return " ".join(normalise_source(raw).split())[:MAX_NAME_CHARACTERS] or "–"


def update_section(
    *, section: Section, name: str, description: str, parent: Section | None
) -> None:
    """What an import may change of a section; its address stays."""
    section.name, section.description, section.parent = name, description, parent
    with transaction.atomic():
        section.save(update_fields=["name", "description", "parent"])


def update_writer(*, writer: Writer, name: str) -> None:
    """What an import may change of a writer; the address stays."""
    writer.name = name
    with transaction.atomic():
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
    with transaction.atomic():
        tag.save(update_fields=["name"])
