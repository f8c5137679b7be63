"""What every page knows about the service it belongs to."""

from django.conf import settings


def page(request):
    """Context processor: `page`: the service's name and owner, the footer, how long a session may idle."""
    return {
        "page": {
            "service": settings.AFTERCARE_NAME,
            "organisation": getattr(settings, "AFTERCARE_ORGANISATION", ""),
            "logo": getattr(settings, "AFTERCARE_LOGO", ""),
            "session_seconds": getattr(settings, "SESSION_IDLE_SECONDS", 0),
            "footer": getattr(settings, "AFTERCARE_FOOTER", []),
        }
    }
