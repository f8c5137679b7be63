from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self):
        from people import access, owning, passwords, receivers, signals  # noqa: F401 passwords: a worker's task
        from people.contractors.checking import CHECKING
        from people.directory import StaffDirectory
        from people.equality import keeping
        from people.importing import tasks  # noqa: F401 tasks that a worker must know
        from people.importing.registry import register

        register(StaffDirectory())
        signals.left.connect(keeping.when_left)
        for ended in (signals.left, signals.role_ended):
            ended.connect(receivers.pass_on_contractors_of)
        owning.register("contractors", lambda: CHECKING.of_nobody(access.contractor_keepers()))
