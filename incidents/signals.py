"""What this room says to whoever listens: rooms to the left receive it, this one does not know them."""

from django.dispatch import Signal

# Sent inside the transaction that adds the incident. Arguments: incident, by (the user, or None), at.
reported = Signal()

# Asked when the reporter reads what happens next. Arguments: incident. A receiver answers with a dictionary
# from an
# involved person's id to the name of whoever looks after them; without an answer the page says "their
# manager".
asked_who_helps = Signal()
