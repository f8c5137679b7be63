"""Addresses of the audit room."""

from django.urls import path

from audit.views import comments, consultations, figures, policies

app_name = "audit"
urlpatterns = [
    path("", figures.measures, name="measures"),
    path("board/", figures.board, name="board"),
    path("leading/", figures.leading, name="leading"),
    path("sample/", figures.sample, name="sample"),
    path("equity/", figures.equity, name="equity"),
    path("equity/<int:year>.csv", figures.equity_csv, name="equity-csv"),
    path("equity/<int:year>/<slug:key>/<slug:size>.svg", figures.equity_chart, name="equity-chart"),
    path("resources/", figures.resources, name="resources"),
    path("measures/<slug:key>/", figures.measure, name="measure"),
    path("measures/<slug:key>/<slug:size>.svg", figures.measure_chart, name="measure-chart"),
    path("measures/<slug:key>.csv", figures.measure_csv, name="measure-csv"),
    path("policies/", policies.listing, name="policies"),
    path("policies/add/", policies.add, name="policy-add"),
    path("policies/<uuid:pk>/", policies.one, name="policy"),
    path("policies/<uuid:pk>/change/", policies.change, name="policy-change"),
    path("policies/<uuid:pk>/review/", policies.review, name="policy-review"),
    path("policies/<uuid:pk>/act/", policies.act, name="policy-act"),
    path("consultations/", consultations.listing, name="consultations"),
    path("consultations/begin/", consultations.begin, name="consultation-begin"),
    path("consultations/<uuid:pk>/", consultations.one, name="consultation"),
    path("consultations/<uuid:pk>/change/", consultations.change, name="consultation-change"),
    path("consultations/<uuid:pk>/said/", consultations.said, name="consultation-said"),
    path("consultations/<uuid:pk>/end/", consultations.end, name="consultation-end"),
    path("comments/", comments.listing, name="comments"),
    path("comments/on/<int:year>/<int:month>/", comments.make, name="comment-make"),
    path("comments/<uuid:pk>/", comments.one, name="comment"),
    path("comments/<uuid:pk>/give/", comments.give, name="comment-give"),
]
