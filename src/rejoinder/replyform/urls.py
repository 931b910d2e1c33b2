"""Addresses of the reply form."""

from django.urls import path

from rejoinder.replyform import views

app_name = "replyform"
urlpatterns = [
    path("<int:thread_id>/comments/", views.post_comment, name="post-comment"),
]
