"""Practical help beside the pathway: what the verbs, the clock and the pages of it share."""
