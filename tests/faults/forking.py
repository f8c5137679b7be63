"""Processes that are copies of this one, so that none of them sets up Django anew: a second of work saved for each."""

import logging
import multiprocessing
from urllib.parse import urlsplit

from django.db import connections
from pytest_django.plugin import blocking_manager_key

from people.later import Ask

process = multiprocessing.get_context("fork")
# Which is quicker to connect with.
PLAIN = {"sslmode": "disable", "gssencmode": "disable"}
_not_ours = []


def start(config, do, *args, url=None):
    """A process that does it, on a connection of its own to the database at `url`, or to the tests' own.

    The broker is away: what it would ask of a worker waits for the clock.
    """
    copy = process.Process(target=_do, args=(config, url, do, args))
    copy.start()
    return copy


def run(config, do, *args, url=None):
    """The same, until it is done."""
    copy = start(config, do, *args, url=url)
    copy.join()
    assert copy.exitcode == 0


def _do(config, url, do, args):
    logging.disable(logging.CRITICAL)
    Ask.__call__ = lambda ask: None
    where = connections.settings["default"]
    where["OPTIONS"] = PLAIN
    if url:
        parts = urlsplit(url)
        where |= {"NAME": parts.path[1:], "USER": parts.username, "PASSWORD": parts.password}
        where |= {"HOST": parts.hostname, "PORT": parts.port}
    _not_ours.append(connections["default"])
    connections["default"] = connections.create_connection("default")
    with config.stash[blocking_manager_key].unblock():
        do(*args)
