from django.apps import AppConfig


class ReplyFormConfig(AppConfig):
    name = "rejoinder.replyform"
    label = "replyform"
    default_auto_field = "django.db.models.BigAutoField"
