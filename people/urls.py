"""Signing in, what we have told you, the staff list, the register of contractors and the trail."""

from django.urls import path

from people.views import contractors, equality, imports, inbox, sign_in, staff

app_name = "people"

urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="sign-in"),
    path("sign-out/", sign_in.SignOut.as_view(), name="sign-out"),
    path("stay/", sign_in.stay, name="stay"),
    path("password/", sign_in.ChangePassword.as_view(), name="password"),
    path("password/link/", sign_in.ask_for_link, name="ask-for-link"),
    path("password/<str:uidb64>/<str:token>/", sign_in.ChoosePassword.as_view(), name="choose-password"),
    path("notices/", inbox.inbox, name="inbox"),
    path("notices/read/", inbox.read_all, name="inbox-read"),
    path("equality/", equality.own, name="equality"),
    path("equality/delete/", equality.delete, name="equality-delete"),
    path("trail/", inbox.trail, name="trail"),
    path("imports/", imports.imports, name="imports"),
    path("imports/new/<slug:kind>/", imports.start, name="import-new"),
    path("imports/<uuid:pk>/", imports.one, name="import"),
    path("imports/<uuid:pk>/rejected/", imports.rejected, name="import-rejected"),
    path("settings/people/", staff.staff, name="staff"),
    path("settings/people/add/", staff.add, name="person-add"),
    path("settings/people/<int:pk>/", staff.person, name="person"),
    path("settings/people/<int:pk>/role/", staff.give_role, name="role-give"),
    path("settings/people/<int:pk>/role/<int:role>/end/", staff.end_role, name="role-end"),
    path("settings/people/<int:pk>/training/", staff.add_training, name="training-add"),
    path("settings/people/<int:pk>/away/", staff.arrange_cover, name="cover-arrange"),
    path("settings/people/<int:pk>/end/", staff.end_account, name="account-end"),
    path("settings/people/<int:pk>/employer/", staff.say_employer, name="employer-say"),
    path("settings/contractors/", contractors.contractors, name="contractors"),
    path("settings/contractors/add/", contractors.add, name="contractor-add"),
    path("settings/contractors/<uuid:pk>/", contractors.one, name="contractor"),
    path("settings/contractors/<uuid:pk>/change/", contractors.change, name="contractor-change"),
    path("settings/contractors/<uuid:pk>/act/", contractors.act, name="contractor-act"),
]
