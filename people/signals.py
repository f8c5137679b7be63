"""What this room says to whoever listens: rooms to the left receive it, this one does not know them."""

from django.dispatch import Signal

# Sent inside the transaction that ends an account, when it opens nothing any more and its roles have ended. Arguments:
# user, by (the user, or None), at. Whatever they own or lead passes to somebody else (R10, security.md G8).
left = Signal()

# Sent inside the transaction that takes a role from somebody who stays. Arguments: user, by, at. What only that role let
# them look after passes on.
role_ended = Signal()
