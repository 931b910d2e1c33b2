from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "rejoinder.newsroom"
    label = "newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rejoinder.newsroom import receivers  # noqa: F401 - connects them
