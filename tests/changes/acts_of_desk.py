"""Acts of the newsroom with pages, sections, writers, tags, menus and pictures; also
as Wagtail's admin does them, past our actions."""

from __future__ import annotations

from typing import Any

from rejoinder.newsroom import actions, body
from rejoinder.newsroom.actions import MenuItemAsItWas, PageAsItWas, TagAsItWas
from rejoinder.newsroom.models import PictureRendition, PlainPage
from rejoinder.newsroom.models.files import TakenFile
from rejoinder.newsroom.pictures import make_sizes
from tests.changes.acts import act
from tests.changes.site_in_use import THEN, SiteInUse
from tests.newsroom.conftest import picture_file


def republish(page: PlainPage, **changes: Any) -> None:
    draft = page.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision()
    actions.publish_page(page=page)


@act("newsroom.publish_page · a new one")
def _(used: SiteInUse) -> None:
    page = actions.write_page(site=used.site, title="A new page", parent=used.about)
    actions.publish_page(page=page)


@act("newsroom.publish_page · another text")
def _(used: SiteInUse) -> None:
    republish(used.team, body=[body.markdown("Short.")])


@act("newsroom.publish_page · another title")
def _(used: SiteInUse) -> None:
    republish(used.about, title="About all of us")


@act("newsroom.publish_page · another title below the first level")
def _(used: SiteInUse) -> None:
    republish(used.team, title="All of us", show_in_menus=False)


@act("newsroom.publish_page · another address, and of those below")
def _(used: SiteInUse) -> None:
    republish(used.about, address_part="elsewhere")


@act("newsroom.publish_page · out of menus")
def _(used: SiteInUse) -> None:
    republish(used.rules, show_in_menus=False)


@act("newsroom.publish_page · opened for comments")
def _(used: SiteInUse) -> None:
    republish(used.rules, comments_open=True)


@act("newsroom.write_page")
def _(used: SiteInUse) -> None:
    actions.write_page(site=used.site, title="A draft")


@act("newsroom.unpublish_page", removes=("canaryteam",))
def _(used: SiteInUse) -> None:
    actions.unpublish_page(page=used.team)


@act("newsroom.unpublish_page · one with comments", removes=("canaryabout",))
def _(used: SiteInUse) -> None:
    actions.unpublish_page(page=used.about)


@act("newsroom row · pages deleted", removes=("canaryabout", "canaryteam"))
def _(used: SiteInUse) -> None:
    PlainPage.objects.get(pk=used.about.pk).delete()


@act("newsroom.set_page_parent")
def _(used: SiteInUse) -> None:
    actions.set_page_parent(page=used.rules, parent=used.about)


@act("newsroom.arrange_pages")
def _(used: SiteInUse) -> None:
    actions.arrange_pages(pages=[used.rules, used.about])


@act("newsroom.keep_page")
def _(used: SiteInUse) -> None:
    values = PageAsItWas("Kept", parent=used.about)
    actions.keep_page(site=used.site, values=values, state="published", now=THEN)


@act("newsroom.update_kept_page")
def _(used: SiteInUse) -> None:
    values = PageAsItWas("Kept again", parent=used.about, address_part="kept")
    actions.update_kept_page(page=used.team, values=values, now=THEN)


@act("newsroom.open_page_thread")
def _(used: SiteInUse) -> None:
    actions.open_page_thread(page=used.rules, now=THEN)


@act("newsroom.add_section")
def _(used: SiteInUse) -> None:
    actions.add_section(site=used.site, name="Weather")


@act("newsroom.update_section")
def _(used: SiteInUse) -> None:
    actions.update_section(
        section=used.city, name="Town", description="", parent=used.sport
    )


@act("newsroom row · a section with another address")
def _(used: SiteInUse) -> None:
    used.news.slug = "latest"
    used.news.save()


@act("newsroom row · a section deleted")
def _(used: SiteInUse) -> None:
    used.city.delete()


@act("newsroom.update_writer")
def _(used: SiteInUse) -> None:
    actions.update_writer(writer=used.imogen, name="Imogen Ott")


@act("newsroom row · a writer deleted", removes=("canarywriter",))
def _(used: SiteInUse) -> None:
    used.imogen.delete()


@act("newsroom.rename_tag")
def _(used: SiteInUse) -> None:
    actions.rename_tag(tag=used.heat, name="Warmth")


@act("newsroom row · a tag deleted")
def _(used: SiteInUse) -> None:
    used.heat.delete()


@act("newsroom.add_tags")
def _(used: SiteInUse) -> None:
    actions.add_tags(tags=[TagAsItWas("Cold")])


@act("newsroom.keep_menu")
def _(used: SiteInUse) -> None:
    items = [MenuItemAsItWas(section=used.sport)]
    actions.keep_menu(site=used.site, name="Foot", place="footer", items=items)


@act("newsroom row · a menu put elsewhere")
def _(used: SiteInUse) -> None:
    used.menu.place = "header"
    used.menu.save()


@act("newsroom row · a menu deleted")
def _(used: SiteInUse) -> None:
    used.menu.delete()


@act("newsroom.update_picture")
def _(used: SiteInUse) -> None:
    actions.update_picture(
        picture=used.photo, title="p", description="A ferry", caption="Another"
    )


@act("newsroom.make_missing_sizes")
def _(used: SiteInUse) -> None:
    actions.make_missing_sizes(seconds=1)


@act("newsroom row · a picture with another file")
def _(used: SiteInUse) -> None:
    used.photo.file = TakenFile(picture_file(500, 300))
    used.photo._set_image_file_metadata()
    used.photo.save()
    # As Wagtail's form does.
    used.photo.renditions.all().delete()


@act("newsroom row · sizes of a picture made anew")
def _(used: SiteInUse) -> None:
    PictureRendition.objects.filter(image=used.photo).delete()
    make_sizes(used.photo)


@act("newsroom row · a picture deleted", removes=("canarypicture",))
def _(used: SiteInUse) -> None:
    used.photo.delete()


@act("newsroom.update_file")
def _(used: SiteInUse) -> None:
    actions.update_file(file=used.timetable, title="When it goes")


@act("newsroom row · a file replaced")
def _(used: SiteInUse) -> None:
    used.timetable.file.name = "documents/summer.pdf"
    used.timetable.save()


@act("newsroom row · a file deleted")
def _(used: SiteInUse) -> None:
    used.timetable.delete()


@act("newsroom.prepare_site")
def _(used: SiteInUse) -> None:
    actions.prepare_site(site=used.site)


@act("newsroom row · a page moved and moved back")
def _(used: SiteInUse) -> None:
    for parent in (used.about, None):
        actions.set_page_parent(page=used.rules, parent=parent)
