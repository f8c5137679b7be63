"""Addresses of the settings pages of the pathway."""

from django.urls import path

from support.views import checklists, pathway, training

app_name = "pathway"
urlpatterns = [
    path("", pathway.overview, name="overview"),
    path("checklists/", checklists.settings, name="checklists"),
    path("checklists/<slug:kind>/", checklists.word, name="checklist"),
    path("training/", training.training, name="training"),
    path("<slug:place>/", pathway.place, name="place"),
    path("<slug:place>/start/", pathway.start, name="start"),
    path("<slug:place>/move/", pathway.move, name="move"),
    path("<slug:place>/as-the-trust/", pathway.as_the_trust, name="as-the-trust"),
    path("<slug:place>/draft/", pathway.draft, name="draft"),
    path("<slug:place>/draft/edit/", pathway.edit, name="edit"),
    path("<slug:place>/draft/check-ins/", pathway.weeks, name="weeks"),
    path("<slug:place>/draft/preview/", pathway.preview, name="preview"),
    path("<slug:place>/draft/publish/", pathway.publish, name="publish"),
    path("<slug:place>/draft/stages/<slug:key>/", pathway.stage, name="stage"),
]
