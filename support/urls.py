"""Addresses of the support room."""

from django.urls import path

from support.views import cases, own, worklist

app_name = "support"
urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("me/", own.me, name="me"),
    path("me/checklist/", own.checklist, name="my-checklist"),
    path("me/<uuid:pk>/", own.answer_support, name="me-support"),
    path("me/<uuid:pk>/stages/<slug:key>/", own.answer_stage, name="me-stage"),
    path("me/<uuid:pk>/check-ins/<int:week>/", own.answer_check_in, name="me-check-in"),
    path("checklist/", worklist.checklist, name="checklist"),
    path("cases/<uuid:pk>/", cases.case, name="case"),
    path("cases/<uuid:pk>/stages/<slug:key>/", cases.stage, name="stage"),
    path("cases/<uuid:pk>/check-ins/<int:week>/", cases.check_in, name="check-in"),
    path("cases/<uuid:pk>/hand-over/", cases.hand_over, name="hand-over"),
    path("cases/<uuid:pk>/promises/<slug:key>/", cases.promises, name="promise"),
    path("cases/<uuid:pk>/end/", cases.end, name="end"),
]
