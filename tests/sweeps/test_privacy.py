"""Every field of every model says how private it is."""

import pytest
from django.apps import apps

KINDS = {"identifying", "sensitive", "neither"}
ROOMS = {"people", "incidents", "support", "reviews", "audit"}
MODELS = [model for model in apps.get_models() if model._meta.app_label in ROOMS]
OWN = [model for model in MODELS if not model._meta.object_name.startswith("Historical")]
HISTORIES = [model for model in MODELS if model._meta.object_name.startswith("Historical")]


def fields(model):
    return {field.name for field in [*model._meta.local_concrete_fields, *model._meta.many_to_many]}


@pytest.mark.parametrize("model", OWN, ids=lambda model: model._meta.label)
def test_every_field_is_classified(model):
    assert fields(model) - set(model.privacy) == set(), "say how private these are"
    assert set(model.privacy) - fields(model) == set(), "these are no fields of the model"
    assert set(model.privacy.values()) <= KINDS


@pytest.mark.parametrize("model", HISTORIES, ids=lambda model: model._meta.label)
def test_history_keeps_no_field_that_its_model_does_not_classify(model):
    own = {name for name in fields(model) if not name.startswith("history_")}
    assert own <= set(model.instance_type.privacy)


@pytest.mark.claim("D6")
@pytest.mark.parametrize("model", HISTORIES, ids=lambda model: model._meta.label)
def test_every_history_is_append_only_in_the_database(db, model):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE 'pgtrigger_append_only%%'",
            [model._meta.db_table],
        )
        assert cursor.fetchone()[0] == 1


def test_a_field_named_twice_is_refused():
    from people.privacy import classify

    with pytest.raises(ValueError, match="name"):
        classify(identifying="name", neither="name")
