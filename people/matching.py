"""Finding the colleague another system means: by number, or by a name as it was typed there.

A wrong match shows one person's incident to another, so a name counts only when exactly one colleague has it.
"""

import re
import unicodedata
from collections import defaultdict

from people.models import Team, User

UNFOLDED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "’": "'", "‘": "'", "`": "'"})


def folded(words: str) -> str:
    """Small letters without accents, one space between words: "Błażej ZAJĄC" is "blazej zajac"."""
    plain = unicodedata.normalize("NFKD", words.casefold().translate(UNFOLDED))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


class Colleagues:
    """Everybody with an account, those who have left too, read once for a whole file."""

    def __init__(self):
        self.numbers: dict[str, User] = {}
        self.names: dict[str, list[User]] = defaultdict(list)
        for user in User.objects.select_related("team"):
            if user.employee_number:
                self.numbers[user.employee_number] = user
            self.names[folded(f"{user.first_name} {user.last_name}")].append(user)
            self.names[folded(f"{user.last_name}, {user.first_name}")].append(user)
            self.names[folded(f"{user.last_name}, {user.first_name[:1]}")].append(user)

    def numbered(self, number: str) -> User | None:
        return self.numbers.get(number)

    def named(self, name: str, team: Team | None = None) -> User | None:
        """The one colleague of that name in the team; else the one in the trust; else None."""
        found = self._called(name)
        near = [user for user in found if team and user.team_id == team.pk]
        if near or len(found) != 1:
            found = near
        return found[0] if len(found) == 1 else None

    def is_called(self, user: User, name: str) -> bool:
        return user in self._called(name)

    def _called(self, name):
        """ "SURNAME, I" and "First Last". A "?" stands for a letter that the old system could not write."""
        words = folded(name).rstrip(".")
        if "?" not in words:
            return self.names.get(words, [])
        if words.count("?") * 3 > len(words):
            return []
        pattern = re.compile(re.escape(words).replace(r"\?", "."))
        matching = [users for known, users in self.names.items() if pattern.fullmatch(known)]
        return list(dict.fromkeys(user for users in matching for user in users))
