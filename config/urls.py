"""Every address of the service, room by room."""

from django.urls import include, path

from config import views

urlpatterns = [
    path("", views.home, name="home"),
    path("health/", views.health, name="health"),
    path("", include("people.urls")),
    path("", include("incidents.urls")),
    path("support/", include("support.urls")),
    path("reviews/", include("reviews.urls")),
    path("audit/", include("audit.urls")),
]
