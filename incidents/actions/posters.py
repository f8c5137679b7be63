"""A team's poster is replaced: the letters on the old one open nothing any more."""

from django.db import transaction

from incidents import access
from people.access import require
from people.models import Team, User
from people.posters import make_poster_code
from people.trail import record


@transaction.atomic
def replace_poster(team: Team, *, by: User, at=None) -> Team:
    """New letters for a team's poster, when the old one was misused or is to be forgotten."""
    require(Team.objects.filter(access.poster_teams(by), pk=team.pk).exists())
    team = Team.objects.select_for_update(of=("self",)).get(pk=team.pk)
    team.poster_code = make_poster_code()
    team.save(update_fields=["poster_code"])
    record("team.poster_replaced", by=by, subject=team, at=at)
    return team
