"""What this room says to whoever listens: rooms to the left receive it, this one does not know them."""

from django.dispatch import Signal

# Sent inside the transaction that adds the incident. Arguments: incident, by (the user, or None), at.
reported = Signal()

# Asked when the reporter reads what happens next. Arguments: incident. A receiver answers with a dictionary
# from an
# involved person's id to the name of whoever looks after them; without an answer the page says "their
# manager".
asked_who_helps = Signal()

# Asked when somebody raises a concern about how a report is dealt with. Arguments: incident. A receiver answers with the
# ids of the accounts of those who look after somebody in it: none of them answers that concern (R34).
asked_who_leads = Signal()

# Asked before a report is closed. Arguments: incident. A receiver answers with a dictionary from the id of every
# involved person to what is missing for them, as a sentence goes on after their name, or "" when they were contacted or
# said no.
# A person nobody answers for counts as not contacted (R9).
asked_what_is_missing = Signal()

# Sent inside the transaction that merges two reports, while each still has its own people. Arguments: duplicate, into,
# pairs (for each person in both, the duplicate's row and the kept report's), by, at. A receiver answers with the ids of
# those of the duplicate's rows that go on in the other's place (R46).
merged = Signal()

# Sent inside the same transaction, when both have all their people: whoever was part of one report is part of the other
# now, and what they look after passes on. Arguments: duplicate, into, by, at.
became_one = Signal()

# Sent inside the transaction that answers a report which came by the confidential route. Arguments: incident, words,
# by, at. Whoever keeps that channel passes the words on and answers True; unanswered, the feedback is refused.
fed_back = Signal()

# Sent inside the transaction that says which colleague is said to have done it. Arguments: incident, user, by, at.
# Whatever they look after because of this report passes to somebody else.
matched = Signal()

# Sent inside the transaction that says who somebody in a report is, or that adds somebody to one. Arguments: incident,
# person (the row as it is now), by (the user, or None), at.
person_named = Signal()
person_added = Signal()

# Sent inside a transaction that has something to tell somebody affected who has no account. Arguments: person, line (which
# says nothing of what it is), at.
told_without_account = Signal()
