"""Addresses of the support room."""

app_name = "support"
urlpatterns = []
