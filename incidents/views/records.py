"""Reports that have been sent: mine, the list, one of them, and correcting it."""

from django.shortcuts import render

from incidents.models import Incident


def mine(request):
    """What I reported, and where it stands."""
    mine = Incident.objects.visible_to(request.user).filter(reporter=request.user).defer("what_happened")[:50]
    return render(request, "incidents/mine.html", {"incidents": mine})
