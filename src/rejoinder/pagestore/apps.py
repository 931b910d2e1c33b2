from django.apps import AppConfig


class PagestoreConfig(AppConfig):
    name = "rejoinder.pagestore"
    label = "pagestore"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rejoinder.pagestore.local import follow_commits

        follow_commits()
