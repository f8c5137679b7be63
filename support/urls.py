"""Addresses of the support room."""

from django.urls import path

from support.views import cases, directory, door, own, worklist

app_name = "support"
urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("me/", door.as_oneself(own.me), name="me"),
    path("me/checklist/", own.checklist, name="my-checklist"),
    *[path(f"me/{route}", door.as_oneself(view), name=f"me-{name}") for route, view, name in own.PAGES],
    path("door/", door.ask, name="door-ask"),
    path("door/finish/", door.finish, name="door-finish"),
    path("door/leave/", door.leave, name="door-leave"),
    path("door/mine/", door.as_visitor(own.me), name="mine"),
    *[
        path(f"door/mine/{route}", door.as_visitor(view), name=f"mine-{name}")
        for route, view, name in own.PAGES
    ],
    path("door/<str:token>/", door.come_in, name="door"),
    path("leaflets/<slug:key>/", own_things.open_leaflet, name="leaflet"),
    path("statements/<uuid:pk>/", another.statement, name="statement-shared"),
    path("cases/<uuid:pk>/another/", another.another, name="another"),
    path("checklist/", checklists.manager, name="checklist"),
    path("emergency/", emergency.opening, name="emergency"),
    path("emergency/uses/", emergency.uses, name="emergency-uses"),
    path("emergency/uses/<uuid:pk>/", emergency.use, name="emergency-use"),
    path("cases/<uuid:pk>/", cases.case, name="case"),
    path("cases/<uuid:pk>/stages/<slug:key>/", cases.stage, name="stage"),
    path("cases/<uuid:pk>/check-ins/<int:week>/", cases.check_in, name="check-in"),
    path("cases/<uuid:pk>/hand-over/", cases.hand_over, name="hand-over"),
    path("cases/<uuid:pk>/promises/<slug:key>/", cases.promises, name="promise"),
    path("cases/<uuid:pk>/end/", cases.end, name="end"),
    path("directory/", directory.directory, name="directory"),
    path("directory/keep/", directory.keep, name="directory-keep"),
    path("directory/keep/add/", directory.add, name="directory-add"),
    path("directory/keep/<uuid:pk>/", directory.entry, name="directory-entry"),
    path("directory/keep/<uuid:pk>/change/", directory.change, name="directory-change"),
    path("directory/keep/<uuid:pk>/room/", directory.measure, name="directory-measure"),
    path("directory/keep/<uuid:pk>/act/", directory.act, name="directory-act"),
]
