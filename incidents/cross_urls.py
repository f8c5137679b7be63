"""Addresses of the safety cross, all below /safety-cross/."""

from django.urls import path

from incidents.views import cross, handovers

urlpatterns = [
    path("", cross.crosses, name="crosses"),
    path("marks/", handovers.marks, name="cross-marks"),
    path("wall/<slug:code>/", cross.wall_by_code, name="cross-wall-code"),
    path("<int:team>/", cross.month, name="cross"),
    path("<int:team>/wall/", cross.wall, name="cross-wall"),
    path("<int:team>/patterns/", cross.patterns, name="cross-patterns"),
    path("<int:team>/set-up/", cross.set_up, name="cross-set-up"),
    path("<int:team>/set-up/wall/", cross.wall_make, name="cross-wall-make"),
    path("<int:team>/set-up/wall/end/", cross.wall_end, name="cross-wall-end"),
    path("<int:team>/handover/", handovers.handover, name="handover"),
    path("<int:team>/<slug:day>/", cross.day, name="cross-day"),
    path("<int:team>/<slug:day>/review/", handovers.review, name="cross-review"),
    path("<int:team>/<slug:day>/<slug:shift>/", handovers.shift, name="handover-shift"),
    path("<int:team>/<slug:day>/<slug:shift>/reports/", handovers.match, name="handover-match"),
    path("<int:team>/<slug:day>/<slug:shift>/done/", handovers.done, name="handover-done"),
]
