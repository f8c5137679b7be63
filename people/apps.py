from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self):
        from people import passwords  # noqa: F401 a task that a worker must know
