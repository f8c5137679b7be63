from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SupportConfig(AppConfig):
    name = "support"

    def ready(self):
        from incidents.signals import asked_who_helps, reported
        from support import receivers

        reported.connect(receivers.open_cases_of)
        asked_who_helps.connect(receivers.say_who_helps)
        post_migrate.connect(receivers.publish_pathway, sender=self)
