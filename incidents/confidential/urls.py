"""Addresses of the confidential route, and of those who receive what is sent by it."""

from django.urls import path

from incidents.views import confidential_inbox as inbox
from incidents.views.confidential import confidential

urlpatterns = [
    path("report/confidential/", confidential, name="confidential"),
    path("confidential/", inbox.inbox, name="confidential-inbox"),
    path("confidential/<uuid:pk>/", inbox.report, name="confidential-report"),
    path("confidential/<uuid:pk>/answer/", inbox.answer, name="confidential-answer"),
    path("confidential/<uuid:pk>/close/", inbox.close, name="confidential-close"),
    path("confidential/<uuid:pk>/let-in/", inbox.let_in, name="confidential-let-in"),
    path("confidential/<uuid:pk>/hand-on/", inbox.hand_on, name="confidential-hand-on"),
    path("confidential/<uuid:pk>/count/", inbox.count, name="confidential-count"),
    path("confidential/<uuid:pk>/open/", inbox.open_sealed, name="confidential-open"),
    path("confidential/<uuid:pk>/files/<uuid:file>/", inbox.file, name="confidential-file"),
]
