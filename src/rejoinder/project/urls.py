"""Root URLs: one include a room, the newsroom's addresses last."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("rejoinder.signin.urls")),
    path("discussion/", include("rejoinder.replyform.urls")),
    path("moderation/", include("rejoinder.moderation.urls")),
    path("", include("rejoinder.newsroom.urls")),
]

handler400 = "rejoinder.web.views.bad_request"
handler403 = "rejoinder.web.views.forbidden"
handler404 = "rejoinder.web.views.not_found"
handler500 = "rejoinder.web.views.server_error"
