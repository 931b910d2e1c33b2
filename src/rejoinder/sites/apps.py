from django.apps import AppConfig


class SitesConfig(AppConfig):
    name = "rejoinder.sites"
    label = "sites"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rejoinder.sites import receivers  # noqa: F401 - connects them
