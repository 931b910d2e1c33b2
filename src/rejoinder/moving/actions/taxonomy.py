"""Categories become sections, tags tags."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Literal
from urllib.parse import unquote

from django.db import transaction

from rejoinder.moving.actions.origins import Book
from rejoinder.moving.actions.run import Run
from rejoinder.moving.fingerprints import fingerprint
from rejoinder.moving.wordpress import title_text
from rejoinder.moving.wxr import Term, TermRef
from rejoinder.newsroom.actions import (
    add_section,
    add_tag,
    rename_tag,
    update_section,
)
from rejoinder.newsroom.models import Section, Tag

SECTION, TAG = "section", "tag"
Counted = Literal["sections", "tags"]


def import_sections(run: Run) -> None:
    for channel, _value in run.staging.channels():
        terms = run.staging.terms(channel, "category")
        for term in _parents_first(terms):
            _import_term(run, run.book(channel, SECTION), "sections", term)


def import_tags(run: Run) -> None:
    for channel, _value in run.staging.channels():
        for term in run.staging.terms(channel, "tag"):
            _import_term(run, run.book(channel, TAG), "tags", term)


def term_key(slug: str, name: str) -> str:
    return (unquote(slug) or name).strip().lower()[:300]


def _parents_first(terms: list[Term]) -> list[Term]:
    """In the order of the file, but each after the one that it is a part of."""
    waiting = {unquote(term.slug): term for term in terms}
    ordered: list[Term] = []
    placed: set[str] = set()
    for term in terms:
        line: list[Term] = []
        step: Term | None = term
        while step is not None and unquote(step.slug) not in placed:
            placed.add(unquote(step.slug))
            line.append(step)
            step = waiting.get(unquote(step.parent_slug))
        ordered += reversed(line)
    # Those that stand in the file twice are met twice.
    return ordered + [term for term in terms if not any(term is o for o in ordered)]


def _import_term(run: Run, book: Book, counted: Counted, term: Term) -> None:
    key = term_key(term.slug, term.name)
    if not key:
        run.report.leave_out(counted, "without a name")
        return
    if not book.meet(key):
        run.report.leave_out(counted, "twice in the files")
        return
    name = _name(term.name, key)
    parent = term_key(term.parent_slug, "") if book.kind == SECTION else ""
    wanted = fingerprint(name, parent, term.description)
    fate = book.fate(key, wanted, KEPT_HASH[book.kind])
    if not run.report.count_fate(counted, fate):
        return
    if run.is_dry:
        book.plan(key, wanted)
    else:
        keep = _keep_section if book.kind == SECTION else _keep_tag
        with transaction.atomic():
            object_id = keep(run, book, term, name)
            book.remember(
                key,
                object_id=object_id,
                wanted_hash=wanted,
                kept_hash=KEPT_HASH[book.kind](object_id) or "",
                raw=json.dumps([term.slug, term.name, term.parent_slug, term.id]),
                now=run.now,
            )


def _name(raw: str, key: str) -> str:
    return (" ".join(title_text(raw).split()) or key)[:200]


def _keep_section(run: Run, book: Book, term: Term, name: str) -> int:
    parent = _section(book.id_of(term_key(term.parent_slug, "")))
    known = _section(book.id_of(term_key(term.slug, term.name)))
    if known is not None:
        description = term.description
        if parent is not None and _is_within(parent, known):
            parent = known.parent
        update_section(section=known, name=name, description=description, parent=parent)
        return known.pk
    slug = unquote(term.slug)
    section: Section | None = Section.objects.filter(site=run.site, slug=slug).first()
    if section is None:
        section = add_section(
            site=run.site,
            name=name,
            slug=slug,
            parent=parent,
            description=term.description,
        )
    return section.pk


def _is_within(section: Section, other: Section) -> bool:
    """Whether it is the other one or a part of it: then the other is no part of it."""
    step: Section | None = section
    while step is not None and step.pk != other.pk:
        step = step.parent
    return step is not None


def _section(section_id: int | None) -> Section | None:
    found: Section | None = Section.objects.filter(pk=section_id or 0).first()
    return found


def _keep_tag(run: Run, book: Book, term: Term, name: str) -> int:
    known = book.id_of(term_key(term.slug, term.name))
    tag = Tag.objects.filter(pk=known).first() if known else None
    if tag is not None:
        if not Tag.objects.filter(name__iexact=name).exclude(pk=tag.pk).exists():
            rename_tag(tag=tag, name=name)
        return int(tag.pk)
    return int(add_tag(name=name, slug=unquote(term.slug)).pk)


def _section_hash(section_id: int) -> str | None:
    section = _section(section_id)
    if section is None:
        return None
    return fingerprint(
        section.name,
        section.slug,
        section.description,
        section.parent_id,
        section.position,
    )


def _tag_hash(tag_id: int) -> str | None:
    tag = Tag.objects.filter(pk=tag_id).first()
    return fingerprint(tag.name, tag.slug) if tag else None


KEPT_HASH: dict[str, Callable[[int], str | None]] = {
    SECTION: _section_hash,
    TAG: _tag_hash,
}


def section_of(run: Run, channel: int, ref: TermRef) -> int:
    """The section that an item names, made where the file does not list it; 0 dry."""
    return _of(run, run.book(channel, SECTION), ref)


def tag_of(run: Run, channel: int, ref: TermRef) -> int:
    return _of(run, run.book(channel, TAG), ref)


def _of(run: Run, book: Book, ref: TermRef) -> int:
    key = term_key(ref.slug, ref.name)
    found = book.id_of(key)
    if found is not None:
        return found
    if run.is_dry:
        book.plan(key, "")
        return 0
    element: Literal["category", "tag"] = "category" if book.kind == SECTION else "tag"
    term = Term(element, ref.taxonomy, None, ref.slug, ref.name, "", "", ())
    keep = _keep_section if book.kind == SECTION else _keep_tag
    object_id = keep(run, book, term, _name(ref.name, key))
    book.remember(
        key,
        object_id=object_id,
        wanted_hash="",
        kept_hash=KEPT_HASH[book.kind](object_id) or "",
        raw="",
        now=run.now,
    )
    return object_id
