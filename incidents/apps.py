from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "incidents"

    def ready(self):
        from incidents.importing import IncidentExport
        from people.importing.registry import register

        register(IncidentExport())
