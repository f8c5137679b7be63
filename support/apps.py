from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SupportConfig(AppConfig):
    name = "support"

    def ready(self):
        from incidents.signals import (
            asked_what_is_missing,
            asked_who_helps,
            asked_who_leads,
            became_one,
            matched,
            merged,
            person_added,
            person_named,
            reported,
            told_without_account,
        )
        from people import own_acts, signals
        from support import hearing, receivers
        from support.handing_on import owning
        from support.meeting import inviting

        reported.connect(receivers.open_cases_of)
        person_added.connect(receivers.open_cases_of)
        person_named.connect(receivers.care_for_named)
        matched.connect(receivers.pass_on_cases_of)
        asked_who_helps.connect(receivers.say_who_helps)
        asked_who_leads.connect(receivers.say_who_leads)
        asked_what_is_missing.connect(receivers.say_what_is_missing)
        merged.connect(receivers.merge_cases_of)
        became_one.connect(receivers.pass_on_of_merged)
        owning.register()
        hearing.register()
        # First, for whoever then has what a leaver owed may be the one it is about.
        for changed in (signals.left, signals.role_ended, matched, person_named):
            changed.connect(receivers.pass_on_wishes_of)
        signals.left.connect(receivers.pass_on_all_of)
        for changed in (signals.left, matched):
            changed.connect(receivers.pass_on_acknowledgements_of)
        signals.role_ended.connect(receivers.pass_on_all_of)
        for ended in (signals.left, signals.role_ended):
            ended.connect(receivers.pass_on_directory_of)
            ended.connect(receivers.pass_on_told_of)
        for changed in (signals.left, signals.role_ended, matched, person_named):
            changed.connect(receivers.pass_on_sessions_of)
            changed.connect(receivers.pass_on_help_by)
        told_without_account.connect(receivers.reach_without_account)
        inviting.carry_files()
        own_acts.register(self.get_model("Case"), "person__user", "person__incident__reporter")
        own_acts.hide_from(self.get_model("Case"), "person__incident__alleged__user")
        for model in own_acts.leading_to(self.get_model("Case"), self.get_models()):
            own_acts.hide_from(model, "case__person__incident__alleged__user")
            own_acts.register(model, "case__person__user", "case__person__incident__reporter")
        post_migrate.connect(receivers.publish_pathway, sender=self)
