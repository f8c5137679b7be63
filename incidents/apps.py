from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "incidents"

    def ready(self):
        from incidents import hearing, leaving
        from incidents.actions import confidential_answers, following
        from incidents.importing import IncidentExport
        from incidents.signals import fed_back, reported
        from people import own_acts, owning, signals
        from people.importing.registry import register

        register(IncidentExport())
        own_acts.register(self.get_model("Incident"), "reporter", "involved__user")
        own_acts.hide_from(self.get_model("Incident"), "alleged__user")
        for model in own_acts.leading_to(self.get_model("Incident"), self.get_models()):
            own_acts.register(model, "incident__reporter", "incident__involved__user")
            own_acts.hide_from(model, "incident__alleged__user")
        reported.connect(following.begin)
        fed_back.connect(confidential_answers.take_feedback)
        hearing.register()
        for what, of_nobody in leaving.OF_NOBODY.items():
            owning.register(what, of_nobody)
        signals.left.connect(leaving.when_left)
        signals.role_ended.connect(leaving.when_role_ended)
