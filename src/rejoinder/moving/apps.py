from django.apps import AppConfig


class MovingConfig(AppConfig):
    name = "rejoinder.moving"
    label = "moving"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rejoinder.moving import receivers  # noqa: F401 - connects them
