"""Every address of the service, room by room."""

from django.urls import include, path

from config import views

urlpatterns = [
    path("", views.home, name="home"),
    path("health/", views.health, name="health"),
    path("leave/", views.leave, name="leave"),
    path("report/confidential/leave/", views.leave_unmarked, name="leave-unmarked"),
    path("report/quick/leave/", views.leave_unmarked, name="leave-quick"),
    path("about/help/", views.about, {"page": "help"}, name="help"),
    path("about/accessibility/", views.about, {"page": "accessibility"}, name="accessibility"),
    path("about/privacy/", views.about, {"page": "privacy"}, name="privacy"),
    path("settings/pathway/", include("support.editing.pathway_urls")),
    path("", include("people.urls")),
    path("", include("incidents.urls")),
    path("support/", include("support.urls")),
    path("reviews/", include("reviews.urls")),
    path("audit/", include("audit.urls")),
]

handler400 = "config.views.bad_request"
