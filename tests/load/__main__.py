"""File many reports in one moment on a throw-away database, and count what came of them.

./dev load [--reports 200] [--quick 50]
"""

import argparse
import statistics
import sys
from collections import Counter

import django


def main():
    asked = argparse.ArgumentParser(prog="./dev load", description=__doc__)
    asked.add_argument("--reports", type=int, default=200, help="how many in all")
    asked.add_argument(
        "--quick", type=int, default=50, help="how many of them from a poster, without an account"
    )
    options = asked.parse_args()
    django.setup()
    from django.core.management import call_command

    from tests.bench.serving import server
    from tests.load.filing import count, file_all, full_filers, quick_filers

    call_command("migrate", verbosity=0)
    filers = full_filers(options.reports - options.quick) + quick_filers(options.quick)
    with server("config.wsgi", threads=4) as port:
        seconds = file_all(filers, port)
    counted = count(filers)
    print_table(filers, counted, seconds)
    return 1 if counted.lost or counted.doubled or counted.unanswered or counted.wrong else 0


def print_table(filers, counted, seconds):
    met = sum((filer.met for filer in filers), Counter())
    took = [filer.took for filer in filers]
    print("| | |\n|---|--:|")
    for says, number in [
        ("Reports filed at once, each sent twice", counted.filed),
        ("Stored", counted.stored),
        ("Lost", counted.lost),
        ("Doubled", counted.doubled),
        ("Writers without a reference", counted.unanswered),
        ("Writers with somebody else's reference", counted.wrong),
        ("Connections cut on the way, and tried again", met["cut off"]),
        ("Requests without an answer", met["no answer"]),
        ("Answers that were errors", sum(n for met, n in met.items() if isinstance(met, int) and met >= 400)),
        ("Cases of support opened", counted.cases),
        ("Entries in the trail", counted.entries),
    ]:
        print(f"| {says} | {number} |")
    print(f"| Seconds until everybody knew | {seconds:.1f} |")
    print(f"| Seconds for the middle writer | {statistics.median(took):.1f} |")


if __name__ == "__main__":
    sys.exit(main())
