"""The floor every figure is compared with: a bare Django view, one small template, one indexed query."""

import os

import django
from django.conf import settings

if not settings.configured:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    settings.MIDDLEWARE = []
    settings.ROOT_URLCONF = "tests.bench.floor"

from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.template import Context, Template
from django.urls import path

from people.models import Team

TEMPLATE = Template("<!DOCTYPE html><title>{{ team }}</title><p>{{ team.name }} at {{ team.setting }}")


def floor(request):
    return HttpResponse(TEMPLATE.render(Context({"team": Team.objects.order_by("pk")[:1].get()})))


urlpatterns = [path("", floor)]
application = get_wsgi_application()
