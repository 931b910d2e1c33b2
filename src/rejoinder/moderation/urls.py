"""Addresses of the desk, below /moderation/."""

from django.urls import path

from rejoinder.moderation.views import acts, comments, log, pages, settings, threads

app_name = "moderation"
urlpatterns = [
    path("", comments.queue, name="queue"),
    path("page/<int:number>/", comments.queue, name="queue-page"),
    path("comments/<int:comment_id>/", comments.comment, name="comment"),
    path("judge/", acts.judge, name="judge"),
    path("undo/", acts.undo, name="undo"),
    path("threads/", threads.threads, name="threads"),
    path("threads/page/<int:number>/", threads.threads, name="threads-page"),
    path("threads/<int:thread_id>/close/", threads.close, name="thread-close"),
    path("threads/<int:thread_id>/reopen/", threads.reopen, name="thread-reopen"),
    path("settings/", settings.settings, name="settings"),
    path("pages/", pages.pages, name="pages"),
    path("log/", log.log, name="log"),
    path("log/page/<int:number>/", log.log, name="log-page"),
]
