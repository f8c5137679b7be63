"""Signing in, what we have told you, the staff list and the trail."""

from django.urls import path

from people.views import sign_in

app_name = "people"

urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="sign-in"),
    path("sign-out/", sign_in.SignOut.as_view(), name="sign-out"),
    path("stay/", sign_in.stay, name="stay"),
    path("password/", sign_in.ChangePassword.as_view(), name="password"),
]
