"""Suggestions that somebody took up, as promises: "do.call". Owed until somebody says that it is done."""

from django.urls import reverse

from support import chases
from support.owed.kind import Kind
from support.suggestions import SUGGESTIONS

DO = "do."


def _words(promise, name):
    return SUGGESTIONS[promise.key.removeprefix(DO)].words.format(name=name)


KIND = Kind(
    "do",
    words=_words,
    link=lambda promise: reverse("support:case", args=[promise.case_id]),
    clock=lambda key: chases.STAGE,
)
