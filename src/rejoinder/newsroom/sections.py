"""How sections hang together. Works on rows already read, or on one section."""

from __future__ import annotations

from dataclasses import dataclass, field

from rejoinder.newsroom.models import Section


def section_path(section: Section | None) -> str:
    """ "news/city" for the section City, a part of News; "" for none."""
    slugs: list[str] = []
    while section is not None and section.slug not in slugs:
        slugs.append(section.slug)
        section = section.parent
    return "/".join(reversed(slugs))


@dataclass
class SectionTree:
    """All sections of a site, read once, in the order of menus."""

    sections: list[Section]
    by_id: dict[int, Section] = field(init=False)

    def __post_init__(self) -> None:
        self.by_id = {section.pk: section for section in self.sections}
        for section in self.sections:
            # Known already, so asking for a parent costs no query.
            section.parent = self.by_id.get(section.parent_id or 0)

    def path(self, section: Section) -> str:
        return f"/category/{section_path(section)}/"

    def find(self, path: str) -> Section | None:
        """The section whose last part is the path's: slugs are unique in a site."""
        slug = path.strip("/").rpartition("/")[2]
        return next((s for s in self.sections if s.slug == slug), None)

    def with_parts(self, section: Section) -> set[int]:
        """The section and all below it, by id, as WordPress lists a category."""
        found = {section.pk}
        grew = True
        while grew:
            more = {s.pk for s in self.sections if s.parent_id in found} - found
            found |= more
            grew = bool(more)
        return found
