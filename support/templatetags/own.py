"""Addresses of somebody's own page: beneath /support/me/ for an account, beneath /support/door/mine/ for a visitor."""

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def own_url(context, name, *args):
    """`{% own_url "stage" case.pk key %}`: "support:me-stage" or "support:mine-stage", whoever reads the page."""
    return reverse(f"support:{context['request'].own_space}-{name}", args=args)
