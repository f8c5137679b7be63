from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self):
        from people import owning, signals
        from people.importing.registry import register
        from reviews import leaving
        from reviews.importing import PanelRegister

        register(PanelRegister())
        owning.register("actions", leaving.of_nobody)
        signals.left.connect(leaving.when_left)
        signals.left.connect(leaving.pass_on_rounds_of)
