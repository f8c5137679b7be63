"""Nneka is signed in."""

import pytest


@pytest.fixture
def nneka(client, trust):
    client.force_login(trust.nneka)
    return client
