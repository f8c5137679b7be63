"""Addresses of the reviews room."""

from django.urls import path

from reviews.views import actions, conflicts, meetings, panels, prints, reviews, rounds

app_name = "reviews"

urlpatterns = [
    path("panels/", panels.index, name="panels"),
    path("panels/new/", panels.make, name="panel-make"),
    path("panels/<uuid:pk>/", panels.panel, name="panel"),
    path("panels/<uuid:pk>/open/", panels.open_meeting, name="meeting-open"),
    path("meetings/<uuid:pk>/", meetings.agenda, name="meeting"),
    path("meetings/<uuid:pk>/refresh/", meetings.refresh, name="meeting-refresh"),
    path("meetings/<uuid:pk>/close/", meetings.close, name="meeting-close"),
    path("meetings/<uuid:meeting>/items/<uuid:pk>/", reviews.item, name="item"),
    path("meetings/<uuid:meeting>/items/<uuid:pk>/action/", reviews.assign, name="assign"),
    path("meetings/<uuid:meeting>/items/<uuid:pk>/conflict/", conflicts.declare, name="conflict"),
    path(
        "meetings/<uuid:meeting>/items/<uuid:pk>/conflict/<int:conflict>/lift/",
        conflicts.lift,
        name="conflict-lift",
    ),
    path("meetings/<uuid:pk>/pdf/", prints.agenda, name="print"),
    path("meetings/<uuid:meeting>/pdf/<uuid:pk>/", prints.fetch, name="print-fetch"),
    path("rounds/", rounds.index, name="rounds"),
    path("rounds/plan/", rounds.plan, name="round-plan"),
    path("rounds/<uuid:pk>/", rounds.one, name="round"),
    path("actions/", actions.index, name="actions"),
    path("actions/<uuid:pk>/", actions.action, name="action"),
]
