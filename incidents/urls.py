"""Addresses of the incidents room."""

from django.urls import include, path

from incidents.views import (
    alleged,
    evidence,
    following,
    footage,
    handling,
    investigations,
    lists,
    merging,
    mine,
    offline,
    prevention,
    records,
    report,
    riddor,
    series,
)

app_name = "incidents"

urlpatterns = [
    path("incidents/", lists.listing, name="list"),
    path("incidents/download.<slug:kind>", lists.download, name="download"),
    path("incidents/views/", lists.views, name="views"),
    path("incidents/views/save/", lists.view_save, name="view-save"),
    path("incidents/views/<uuid:view>/", lists.view_change, name="view"),
    path("incidents/views/<uuid:view>/delete/", lists.view_delete, name="view-delete"),
    path("incidents/mine/", mine.mine, name="mine"),
    path("incidents/ageing/", investigations.ageing, name="ageing"),
    path("incidents/series/<uuid:pk>/", series.series, name="series"),
    path("incidents/<slug:reference>/", records.detail, name="detail"),
    path("incidents/<slug:reference>/feedback/", following.feedback, name="feedback"),
    path("incidents/<slug:reference>/learning/", following.learning, name="learning"),
    path("incidents/<slug:reference>/close/", following.close, name="close"),
    path("incidents/<slug:reference>/reopen/", following.reopen, name="reopen"),
    path("incidents/<slug:reference>/investigation/", investigations.investigation, name="investigation"),
    path("incidents/<slug:reference>/investigation/delay/", investigations.delay, name="delay"),
    path("incidents/<slug:reference>/investigation/update/", investigations.update, name="update"),
    path(
        "incidents/<slug:reference>/investigation/review/", investigations.senior_review, name="senior-review"
    ),
    path("incidents/<slug:reference>/investigation/end/", investigations.end, name="investigation-end"),
    path("incidents/<slug:reference>/merge/", merging.find, name="merge"),
    path("incidents/<slug:reference>/merge/<slug:other>/", merging.merge, name="merge-with"),
    path("incidents/<slug:reference>/series/", series.add, name="series-add"),
    path("incidents/<slug:reference>/series/<uuid:pk>/remove/", series.remove, name="series-remove"),
    path("incidents/<slug:reference>/amend/", records.amend, name="amend"),
    path("incidents/<slug:reference>/move/", records.move, name="move"),
    path("incidents/<slug:reference>/evidence/add/", evidence.add, name="evidence-add"),
    path("incidents/<slug:reference>/evidence/<uuid:evidence>/", evidence.fetch, name="evidence"),
    path(
        "incidents/<slug:reference>/evidence/<uuid:evidence>/withdraw/",
        evidence.withdraw,
        name="evidence-withdraw",
    ),
    path("incidents/<slug:reference>/footage/add/", footage.add, name="footage-add"),
    path("incidents/<slug:reference>/footage/<uuid:footage>/", footage.decide, name="footage"),
    path(
        "incidents/<slug:reference>/footage/<uuid:footage>/disclose/",
        footage.disclose,
        name="footage-disclose",
    ),
    path("incidents/<slug:reference>/person/add/", alleged.add, name="person-add"),
    path("incidents/<slug:reference>/person/<uuid:person>/", alleged.one, name="person"),
    path("incidents/<slug:reference>/person/<uuid:person>/name/", alleged.name, name="person-name"),
    path("incidents/<slug:reference>/person/<uuid:person>/match/", alleged.match, name="person-match"),
    path("incidents/<slug:reference>/person/<uuid:person>/hold/", alleged.hold, name="person-hold"),
    path(
        "incidents/<slug:reference>/person/<uuid:person>/precaution/",
        alleged.put_in_place,
        name="precaution-add",
    ),
    path(
        "incidents/<slug:reference>/precautions/<uuid:precaution>/", alleged.review, name="precaution"
    ),
    path("incidents/<slug:reference>/consent/<uuid:person>/", handling.consent, name="consent"),
    path("incidents/<slug:reference>/cause/", handling.cause, name="cause"),
    path("incidents/<slug:reference>/elsewhere/", handling.process, name="process-add"),
    path("incidents/<slug:reference>/elsewhere/<uuid:process>/", handling.process, name="process"),
    path("incidents/<slug:reference>/riddor/", riddor.page, name="riddor"),
    path("prevention/", prevention.log, name="prevention"),
    path("prevention/add/", prevention.add, name="prevention-add"),
    path("safety-cross/", include("incidents.cross_urls")),
    path("", include("incidents.confidential.urls")),
    path("report/", report.start, name="report"),
    path("report/worker.js", offline.worker, name="offline-worker"),
    path("report/offline/", offline.form, name="offline"),
    path("report/offline/who/", offline.who, name="offline-who"),
    path("report/offline/send/", offline.send, name="offline-send"),
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
