from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "audit"

    def ready(self):
        from audit import owed
        from audit.models import Comment, Consultation, Policy
        from people import owning, signals
        from people.hearing import only_while_open

        owed.register()
        signals.role_ended.connect(owed.when_role_ended)
        owning.register("policies", lambda: Policy.objects.in_force().filter(owner__is_active=False))
        owning.register(
            "consultations", lambda: Consultation.objects.filter(ended_at=None, owner__is_active=False)
        )
        owning.register("comments", lambda: Comment.objects.filter(answered_at=None, owner__is_active=False))
        only_while_open("/audit/policies/", Policy.objects.visible_to)
        only_while_open("/audit/comments/", Comment.objects.visible_to)
