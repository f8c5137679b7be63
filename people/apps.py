from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self):
        from people import (
            passwords,  # noqa: F401 a task that a worker must know
            signals,
        )
        from people.directory import StaffDirectory
        from people.equality import keeping
        from people.importing import tasks  # noqa: F401 tasks that a worker must know
        from people.importing.registry import register

        register(StaffDirectory())
        signals.left.connect(keeping.when_left)
