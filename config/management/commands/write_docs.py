"""Write docs/framework.md, docs/security.md and docs/reliability.md from the tables and the tests' own marks."""

import ast
import csv
import re
from collections import defaultdict

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

DOCS = settings.BASE_DIR / "docs"
ROOMS = ("people", "incidents", "support", "reviews", "audit", "config", "templates")
NOT_YET = "not yet"


class Command(BaseCommand):
    help = "Write the generated documents; with --check, fail when they are not as they would be written."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")

    def handle(self, *args, check, **options):
        for name, text in documents().items():
            if not check:
                (DOCS / name).write_text(text)
            elif (DOCS / name).read_text() != text:
                raise CommandError(f"docs/{name} is out of date. Type: ./dev manage write_docs")


def documents() -> dict[str, str]:
    """File name to text."""
    proofs = marks(settings.BASE_DIR / "tests")
    claims = _table("claims.csv")
    return {
        "framework.md": _framework(_table("framework.csv"), places(), proofs["framework"]),
        "security.md": _claims("What Aftercare claims about security", claims, proofs["claim"], "ABCFGI"),
        "reliability.md": _claims(
            "What Aftercare claims about faults, time and data", claims, proofs["claim"], "DEH"
        ),
    }


def marks(tests) -> dict[str, dict[str, list[str]]]:
    """Mark name to its argument to the tests that carry it, "tests/room/test_file.py::test_name" each; a file by its
    name alone where all of it carries the mark."""
    found = defaultdict(lambda: defaultdict(list))
    for file in sorted(tests.rglob("test_*.py")):
        place = file.relative_to(tests.parent)
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                carried, name = node.decorator_list, f"{place}::{node.name}"
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark":
                carried, name = ast.walk(node.value), str(place)
            else:
                continue
            for mark in filter(_is_mark, carried):
                for argument in mark.args:
                    found[mark.func.attr][argument.value].append(name)
    return found


def _is_mark(node):
    named = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return named and node.func.attr in ("framework", "claim")


def places() -> dict[str, list[str]]:
    """Row of the framework to the modules and templates that name it; "R36–R63" names every row between."""
    found = defaultdict(list)
    for room in ROOMS:
        for file in sorted((settings.BASE_DIR / room).rglob("*")):
            if file.suffix not in (".py", ".html") or "migrations" in file.parts:
                continue
            for first, last in re.findall(r"\bR(\d{1,3})\b(?:[–-]R?(\d{1,3})\b)?", file.read_text()):
                for number in range(int(first), int(last or first) + 1):
                    place = str(file.relative_to(settings.BASE_DIR))
                    if place not in found[f"R{number}"]:
                        found[f"R{number}"].append(place)
    return found


def _table(name):
    with open(DOCS / name, newline="", encoding="utf-8") as file:
        return [tuple(row) for row in list(csv.reader(file))[1:]]


def _framework(rows, where, proofs):
    proved = sum(1 for row, _ in rows if proofs.get(row))
    lines = [
        "# The framework, row by row",
        "",
        "Written by `./dev manage write_docs` from docs/framework.csv, the code and the tests' marks. Do not edit.",
        "",
        f"{proved} of {len(rows)} rows have a test that proves something of them. A row may ask for more than its tests",
        "show yet: read the tests.",
        "",
        "| Row | What is asked | Where it lives | Tests that prove it |",
        "|---|---|---|---|",
    ]
    for row, asked in rows:
        lines.append(f"| {row} | {asked} | {_list(where.get(row))} | {_list(proofs.get(row))} |")
    return "\n".join(lines) + "\n"


def _claims(title, rows, proofs, letters):
    rows = [(claim, promise) for claim, promise in rows if claim[0] in letters]
    lines = [
        f"# {title}",
        "",
        "Written by `./dev manage write_docs` from docs/claims.csv and the tests' marks. Do not edit.",
        "",
        f"{sum(1 for claim, _ in rows if proofs.get(claim))} of {len(rows)} claims have tests.",
        "",
        "| Claim | What is promised | Tests |",
        "|---|---|---|",
    ]
    lines += [f"| {claim} | {promise} | {_list(proofs.get(claim))} |" for claim, promise in rows]
    return "\n".join(lines) + "\n"


def _list(things):
    return "<br>".join(f"`{thing}`" for thing in dict.fromkeys(things)) if things else NOT_YET
