"""Addresses of the incidents room."""

from django.urls import path

from incidents.views import lists, records, report

app_name = "incidents"

urlpatterns = [
    path("incidents/", lists.listing, name="list"),
    path("incidents/download.<slug:kind>", lists.download, name="download"),
    path("incidents/views/", lists.views, name="views"),
    path("incidents/views/save/", lists.view_save, name="view-save"),
    path("incidents/views/<uuid:view>/", lists.view_change, name="view"),
    path("incidents/views/<uuid:view>/delete/", lists.view_delete, name="view-delete"),
    path("incidents/mine/", records.mine, name="mine"),
    path("incidents/<slug:reference>/", records.detail, name="detail"),
    path("incidents/<slug:reference>/amend/", records.amend, name="amend"),
    path("incidents/<slug:reference>/move/", records.move, name="move"),
    path("report/", report.start, name="report"),
    path("report/<uuid:draft>/check/", report.check, name="report-check"),
    path("report/<uuid:draft>/sent/", report.sent, name="report-sent"),
    path("report/<uuid:draft>/discard/", report.discard, name="report-discard"),
    path("report/<uuid:draft>/others/", report.others, name="report-others"),
    path("report/<uuid:draft>/person/", report.person, name="report-person"),
    path(
        "report/<uuid:draft>/person/<slug:person>/remove/", report.remove_person, name="report-person-remove"
    ),
    path("report/<uuid:draft>/<slug:key>/", report.ask, name="report-question"),
]
