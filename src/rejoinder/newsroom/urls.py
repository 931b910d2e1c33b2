"""Addresses of the newsroom. The last one takes whatever is a row."""

from django.urls import include, path, re_path

from rejoinder.newsroom import admin_urls
from rejoinder.newsroom.views import crawlers, feeds, files, lists, old_addresses
from rejoinder.newsroom.views.addressed import addressed
from rejoinder.newsroom.views.thread_feeds import comments_feed

PAGE = r"(?:page/(?P<page>[1-9]\d{0,8})/)?$"
FEED = r"feed/(?P<kind>(?:atom/)?)$"

# Without a namespace: Wagtail asks for some of these names as they stand.
urlpatterns = [
    path("admin/login/", files.our_login),
    re_path(r"^admin/password_reset/", files.our_login),
    path("admin/", include(admin_urls)),
    path(
        "documents/<int:document_id>/<path:document_filename>",
        files.download,
        name="wagtaildocs_serve",
    ),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", crawlers.sitemap_part, name="sitemap-part"),
    re_path(r"^" + FEED, feeds.site_feed, name="feed"),
    re_path(r"^comments/" + FEED, comments_feed, name="comments-feed"),
    re_path(r"^category/(?P<path>.+)/" + FEED, feeds.section_feed, name="section-feed"),
    re_path(r"^tag/(?P<slug>[^/]+)/" + FEED, feeds.tag_feed, name="tag-feed"),
    re_path(r"^author/(?P<slug>[^/]+)/" + FEED, feeds.author_feed, name="author-feed"),
    re_path(r"^" + PAGE, lists.front, name="front"),
    re_path(r"^category/(?P<path>.+?)/" + PAGE, lists.section, name="section"),
    re_path(r"^tag/(?P<slug>[^/]+)/" + PAGE, lists.tag, name="tag"),
    re_path(r"^author/(?P<slug>[^/]+)/" + PAGE, lists.author, name="author"),
    re_path(r"^(?P<year>\d{4})/" + PAGE, lists.archive, name="year"),
    re_path(r"^(?P<year>\d{4})/(?P<month>\d\d)/" + PAGE, lists.archive, name="month"),
    re_path(
        r"^(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)/" + PAGE,
        lists.archive,
        name="day",
    ),
    path("wp-login.php", old_addresses.old_login, name="old-login"),
    path("wp-admin/", old_addresses.old_admin, name="old-admin"),
    re_path(
        r"^(?P<path>.*\.[A-Za-z0-9]{2,5})$",
        old_addresses.old_upload,
        name="old-upload",
    ),
    re_path(r"^(?P<path>.*)$", addressed, name="addressed"),
]
