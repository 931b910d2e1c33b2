"""Addresses of accounts, below /account/."""

from django.urls import path

from rejoinder.signin.views import account, people, sessions, welcome

app_name = "signin"
urlpatterns = [
    path("", account.account, name="account"),
    path("first-steps/", account.first_steps, name="first-steps"),
    path("password/", account.password, name="password"),
    path("login/", sessions.login, name="login"),
    path("logout/", sessions.logout, name="logout"),
    path("welcome/<str:token>/", welcome.welcome, name="welcome"),
    path("people/", people.people, name="people"),
    path("people/page/<int:number>/", people.people, name="people-page"),
    path("people/add/", people.add, name="person-add"),
    path("people/<int:user_id>/", people.person, name="person"),
    path("people/<int:user_id>/role/", people.role, name="person-role"),
    path("people/<int:user_id>/link/", people.link, name="person-link"),
    path("people/<int:user_id>/active/", people.active, name="person-active"),
]
