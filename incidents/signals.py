"""What this room says to whoever listens: rooms to the left receive it, this one does not know them."""

from django.dispatch import Signal

# Sent inside the transaction that adds the incident. Arguments: incident, by (the user, or None), at.
reported = Signal()
