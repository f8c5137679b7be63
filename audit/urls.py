"""Addresses of the audit room."""

from django.urls import path

from audit import views

app_name = "audit"
urlpatterns = [
    path("", views.measures, name="measures"),
    path("board/", views.board, name="board"),
    path("sample/", views.sample, name="sample"),
    path("resources/", views.resources, name="resources"),
    path("measures/<slug:key>/", views.measure, name="measure"),
    path("measures/<slug:key>/<slug:size>.svg", views.measure_chart, name="measure-chart"),
    path("measures/<slug:key>.csv", views.measure_csv, name="measure-csv"),
]
