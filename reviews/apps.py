from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self):
        from incidents.models import Incident
        from people import own_acts, owning, signals
        from people.importing.registry import register
        from reviews import hearing, leaving
        from reviews.importing import PanelRegister

        register(PanelRegister())
        for model in own_acts.leading_to(Incident, self.get_models()):
            own_acts.hide_from(model, "incident__alleged__user")
        hearing.register()
        owning.register("actions", leaving.of_nobody)
        signals.left.connect(leaving.when_left)
        signals.left.connect(leaving.pass_on_rounds_of)
