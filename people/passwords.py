"""The link by which somebody sets a password, the first one or a forgotten one."""

from urllib.parse import urlsplit

from celery import shared_task
from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm

from people.models import User


class AnyAccountForm(PasswordResetForm):
    """Django's own, but somebody brought over from the staff directory, who never had a password, may set one too."""

    def get_users(self, email):
        return User.objects.filter(email__iexact=email, is_active=True)


@shared_task
def send_link(email: str):
    """Email a link that works for a day; silence for an address nobody has.

    A worker does it, so that the page answers as quickly for an address that is unknown (security.md G6). The link
    leads to AFTERCARE_ADDRESS, never to whatever host the request named.
    """
    form = AnyAccountForm({"email": email})
    if form.is_valid():
        home = urlsplit(settings.AFTERCARE_ADDRESS)
        form.save(
            domain_override=home.netloc,
            use_https=home.scheme == "https",
            subject_template_name="people/password_link_subject.txt",
            email_template_name="people/password_link.txt",
        )
