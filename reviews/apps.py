from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self):
        from people.importing.registry import register
        from reviews.importing import PanelRegister

        register(PanelRegister())
