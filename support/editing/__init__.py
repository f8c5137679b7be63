"""Changing the pathway and the checklists: drafts, trying them out, and moving cases."""
