"""Fill a throw-away database and time the pages on it.

./dev bench [--rows 100000] [--times 60]
"""

import argparse
import http.client
import statistics
import time
from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import django

from tests.bench.serving import server

# benchmarks.md, "Ours at 1,000,000": most times the floor, most queries, most kilobytes of HTML.
GOALS = {
    "list": 8, "search, rare word": 8, "search, common word": 8, "search, slip": 8, "late": 8, "incident": 6, "worklist": 8,
    "case": 6, "own page": 6, "own page, twenty cases": 6, "agenda": 8, "board": 9, "submit": 6,
}  # fmt: skip
QUERIES, KILOBYTES, PROMISES_A_SECOND = 20, 100, 10_000
WARM_UP = 5


def main():
    asked = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    asked.add_argument("--rows", type=int, default=100_000, help="incidents, each with a case")
    asked.add_argument("--times", type=int, default=60, help="requests for each figure")
    options = asked.parse_args()
    django.setup()
    from tests.bench.fill import fill

    begun = time.monotonic()
    cast = fill(options.rows)
    print(f"{options.rows:,} incidents filled in {time.monotonic() - begun:.0f} s\n", flush=True)
    with server("tests.bench.floor") as floor_port, server("config.wsgi") as port:
        floor = Timing("floor", floor_port)
        floor.run(options.times * 3)
        pages = [Timing(name, port, *what) for name, what in looked_at(cast).items()]
        for page in pages:
            page.run(options.times)
        submit = Timing("submit", port, cast.colleague, drafts(cast, options.times + WARM_UP))
        submit.run(options.times)
        again = Timing("floor", floor_port)
        again.run(options.times * 3)
    floor.took += again.took
    print_table([*pages, submit], floor)
    print_promises()


def looked_at(cast):
    """Page name to (who looks, address)."""
    from tests.bench.fill import RARE

    return {
        "list": (cast.lead, "/incidents/"),
        "search, rare word": (cast.lead, f"/incidents/?words={RARE}"),
        "search, common word": (cast.lead, "/incidents/?words=confused"),
        "search, slip": (cast.lead, f"/incidents/?words={RARE[:-3]}h{RARE[-2:]}"),
        "late": (cast.lead, "/incidents/?order=late"),
        "incident": (cast.manager, f"/incidents/{cast.incident.reference}/"),
        "worklist": (cast.manager, "/support/"),
        "case": (cast.manager, f"/support/cases/{cast.case.pk}/"),
        "own page": (cast.case.person.user, "/support/me/"),
        "own page, twenty cases": (cast.colleague, "/support/me/"),
        "agenda": (cast.chair, f"/reviews/meetings/{cast.meeting.pk}/"),
        "board": (cast.board, "/audit/board/"),
    }


def drafts(cast, number):
    """Finished reports, each to be sent once: the addresses of their last page."""
    from django.utils import timezone

    from incidents import actions, drafting

    day = (timezone.localdate() - timedelta(days=1)).isoformat()
    typed = {
        "kinds": {"kinds": ["physical"]},
        "when": {"day": [day]},
        "where": {"team": [str(cast.team.pk)]},
        "who": {"my_part": ["harmed"]},
        "others": {"more": ["no"]},
    }
    keys = [uuid4() for _ in range(number)]
    for key in keys:
        actions.start_draft(key, by=cast.colleague)
        drafting.keep(key, by=cast.colleague, change=lambda answers: answers.update(typed))
    return [f"/report/{key}/check/" for key in keys]


class Timing:
    """One page asked for again and again over HTTP by one reader, one request at a time."""

    def __init__(self, name, port, user=None, address="/"):
        self.name, self.port, self.took, self.size, self.queries = name, port, [], 0, 0
        self.posts = list(address) if isinstance(address, list) else None
        self.address, self.cookies = address, {}
        if user:
            self._sign_in(user)

    def _sign_in(self, user):
        from django.test import Client

        client = Client(HTTP_HOST="localhost")
        client.force_login(user)
        self.cookies = {name: cookie.value for name, cookie in client.cookies.items()}
        self._count_queries(client, self.posts.pop() if self.posts else self.address)

    def _count_queries(self, client, address):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as asked:
            response = client.post(address) if self.posts else client.get(address)
        assert response.status_code == (302 if self.posts else 200), (self.name, response.status_code)
        self.queries, self.size = len(asked), len(response.content)

    def run(self, times):
        for _ in range(WARM_UP - 1):
            self._ask()
        self.took = [self._ask() for _ in range(times)]

    def _ask(self):
        headers = {
            "Host": "localhost",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        method, address, body = "GET", self.address, None
        if self.posts is not None:
            token = "b" * 32
            method, address, body = "POST", self.posts.pop(), urlencode({"csrfmiddlewaretoken": token})
            headers["Cookie"] += f"; csrf={token}"
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, address, body, headers)
        response = connection.getresponse()
        response.read()
        took = (time.perf_counter() - begun) * 1000
        connection.close()
        assert response.status == (302 if body else 200), (self.name, response.status)
        return took

    @property
    def p50(self):
        return statistics.median(self.took)

    @property
    def p95(self):
        return statistics.quantiles(self.took, n=20)[-1]


def print_table(pages, floor):
    print("| Page | p50 ms | p95 ms | × floor | goal | queries | HTML kB | |")
    print("|---|--:|--:|--:|--:|--:|--:|---|")
    print(f"| floor | {floor.p50:.1f} | {floor.p95:.1f} | 1.0 | | 1 | 0 | |")
    for page in pages:
        times, kilobytes = page.p50 / floor.p50, page.size / 1000
        missed = [
            word
            for word, is_missed in [
                ("slow", times > GOALS[page.name]),
                ("queries", page.queries > QUERIES and page.name != "submit"),
                ("large", kilobytes > KILOBYTES),
            ]
            if is_missed
        ]
        print(
            f"| {page.name} | {page.p50:.1f} | {page.p95:.1f} | {times:.1f} | {GOALS[page.name]} "
            f"| {page.queries} | {kilobytes:.0f} | {', '.join(missed) or 'met'} |"
        )


def print_promises():
    """How fast one worker chases what is due: claimed, told and set to its next time."""
    from people.clock import now
    from support.jobs import BATCH, keep_batch

    at, done, begun = now(), 0, time.monotonic()
    while done < 10 * BATCH and time.monotonic() - begun < 60:
        chased = keep_batch(at)
        done += chased
        if chased < BATCH:
            break
    speed = done / (time.monotonic() - begun)
    verdict = f"goal {PROMISES_A_SECOND:,}: {'met' if speed >= PROMISES_A_SECOND else 'slow'}"
    print(f"\nPromises chased by one worker: {done:,}, {speed:,.0f} a second ({verdict})")


if __name__ == "__main__":
    main()
