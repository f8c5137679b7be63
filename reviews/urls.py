"""Addresses of the reviews room."""

app_name = "reviews"
urlpatterns = []
