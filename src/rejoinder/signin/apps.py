from django.apps import AppConfig


class SignInConfig(AppConfig):
    name = "rejoinder.signin"
    label = "signin"
    default_auto_field = "django.db.models.BigAutoField"
