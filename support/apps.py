from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SupportConfig(AppConfig):
    name = "support"

    def ready(self):
        from incidents.signals import reported
        from support import receivers

        reported.connect(receivers.open_cases_of)
        post_migrate.connect(receivers.publish_pathway, sender=self)
