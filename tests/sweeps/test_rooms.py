"""The house keeps its shape: rooms import one way, and pages reach rows only through the rule about who sees them."""

import ast
import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
# From the room that everyone stands on to the one that wires them together. A room imports only from those before it.
ROOMS = ["nhsuk", "people", "incidents", "support", "reviews", "audit", "config"]
# A queryset method that itself asks who may see the row.
DOORS = {"visible_to", "about", "open_to"}


def modules(*rooms):
    return [
        file
        for room in rooms
        for file in sorted((HOUSE / room).rglob("*.py"))
        if "migrations" not in file.parts
    ]


def imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""


@pytest.mark.parametrize("module", modules(*ROOMS), ids=lambda file: str(file.relative_to(HOUSE)))
def test_rooms_import_one_way(module):
    above = ROOMS[ROOMS.index(module.relative_to(HOUSE).parts[0]) + 1 :]
    upwards = [name for name in imports(ast.parse(module.read_text())) if name.split(".")[0] in above]
    assert upwards == []


def views():
    return [
        file
        for file in modules("incidents", "support", "reviews", "audit")
        if file.name == "views.py" or "views" in file.parts
    ]


@pytest.mark.parametrize("module", views(), ids=lambda file: str(file.relative_to(HOUSE)))
def test_pages_reach_rows_only_through_who_may_see_them(module):
    reached = re.findall(r"\b([A-Z]\w+)\.objects\s*\.\s*(\w+)", module.read_text())
    assert [f"{model}.objects.{method}" for model, method in reached if method not in DOORS] == []


@pytest.mark.parametrize("module", views(), ids=lambda file: str(file.relative_to(HOUSE)))
def test_pages_change_nothing_themselves(module):
    """Changes are verbs in actions.py: no view saves, deletes or updates a row."""
    calls = re.findall(r"\.save\(|\.objects\b.*\.(?:delete|update|bulk_create|create)\(", module.read_text())
    assert calls == []


@pytest.mark.parametrize("module", modules(*ROOMS), ids=lambda file: str(file.relative_to(HOUSE)))
def test_modules_say_what_they_are_for_and_fit_in_a_reader_s_head(module):
    text = module.read_text()
    tree = ast.parse(text)
    trivial = not tree.body or module.name in ("apps.py", "__init__.py")
    assert trivial or ast.get_docstring(tree), "A module opens with one sentence saying what it is for"
    assert text.count("\n") < 330


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "core", "services"])
def test_nothing_is_called_by_a_name_that_says_nothing(word):
    assert [file for file in modules(*ROOMS) if word in file.stem.split("_")] == []
