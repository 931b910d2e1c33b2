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

    def top_of(self, section_id: int) -> int:
        """The one of the first level that it is in, by id."""
        section = self.by_id.get(section_id)
        # No more steps than there are sections: rows may go in a circle.
        for _step in self.sections:
            if section is None or section.parent_id not in self.by_id:
                break
            section = self.by_id[section.parent_id]
        return section.pk if section is not None else section_id

    def with_parts(self, section: Section) -> set[int]:
        """The section and all below it, by id, as WordPress lists a category."""
        found = {section.pk}
        grew = True
        while grew:
            more = {s.pk for s in self.sections if s.parent_id in found} - found
            found |= more
            grew = bool(more)
        return found
