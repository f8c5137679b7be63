"""Open help goes by hand to another who holds its role, with all that is owed for it."""

import pytest
from django.core.exceptions import PermissionDenied

from people.models import Entry, Notice
from people.roles import RoleKind
from support import actions, jobs
from support.models import Help, Promise
from support.workflow import CannotMove
from tests.factories import RoleFactory, UserFactory


@pytest.fixture
def other(trust):
    someone = UserFactory(first_name="Hugo", last_name="Hale")
    RoleFactory(user=someone, kind=RoleKind.HR)
    return someone


def owed_by(help):
    return set(Promise.objects.open().filter(help=help).values_list("owner", flat=True))


@pytest.mark.framework("R71")
@pytest.mark.claim("G8")
def test_help_is_handed_on_with_what_is_owed_and_both_are_told(client, trust, case, other):
    help = actions.open_help(case, "money", by=trust.maya)
    assert trust.hana.pk in owed_by(help)
    client.force_login(trust.hana)
    page = f"/support/help/{help.pk}/hand-on/"
    wrong = client.post(page, {"to": other.pk}).content.decode()
    assert "Choose why" in wrong
    client.post(page, {"to": other.pk, "why": "knows_them"})
    help.refresh_from_db()
    assert help.owner == other
    assert owed_by(help) == {other.pk}
    told = Notice.objects.filter(key__contains=".handed.")
    assert set(told.values_list("to__first_name", flat=True)) == {"Hana", "Hugo"}
    assert not any(str(trust.nneka) in one.line for one in told)
    entry = Entry.objects.get(event="help.handed_over")
    assert (entry.by, entry.why) == (trust.hana, "The other one knows the colleague or the ward")
    assert "The other one knows the colleague" in client.get(f"/support/help/{help.pk}/").content.decode()

    jobs.pass_on()
    help.refresh_from_db()
    assert help.owner == other
    actions.hand_on_help(help, trust.hana, by=trust.maya, why="colleague_asked")
    assert owed_by(help) == {trust.hana.pk}


@pytest.mark.claim("A1")
def test_it_goes_only_to_who_holds_the_role_there_and_is_no_part_of_it(trust, report, case, other):
    help = actions.open_help(case, "money", by=trust.maya)
    elsewhere = UserFactory()
    RoleFactory(user=elsewhere, kind=RoleKind.HR, site=trust.riverside)
    case.incident.alleged.create(kind="colleague", user=other)
    gone = UserFactory(is_active=False)
    RoleFactory(user=gone, kind=RoleKind.HR)
    for to in (elsewhere, other, gone, trust.olive, trust.maya, trust.hana):
        with pytest.raises(CannotMove):
            actions.hand_on_help(help, to, by=trust.hana, why="away")
    case.incident.alleged.filter(user=other).delete()
    with pytest.raises(CannotMove):
        actions.hand_on_help(help, other, by=trust.hana, why="I would rather not")
    for by in (trust.olive, trust.omar, trust.petra, trust.nneka):
        with pytest.raises(PermissionDenied):
            actions.hand_on_help(help, other, by=by, why="away")
    help.refresh_from_db()
    assert help.owner == trust.hana
    assert not Notice.objects.filter(key__contains=".handed.").exists()


def test_what_no_role_may_know_of_or_is_the_leads_or_is_over_is_not_handed_on(trust, case):
    second = UserFactory()
    RoleFactory(user=second, kind=RoleKind.OCCUPATIONAL_HEALTH)
    for key in ("referral", "adjustments"):
        help = actions.open_help(case, key, by=trust.maya)
        with pytest.raises(PermissionDenied):
            actions.hand_on_help(help, second, by=trust.maya, why="away")
    union = actions.open_help(case, "union", by=trust.nneka)
    union = actions.choose_rep(union, trust.una, by=trust.nneka)
    with pytest.raises(PermissionDenied):
        actions.hand_on_help(union, second, by=trust.una, why="away")
    referral = Help.objects.get(track="referral")
    actions.share_help(referral, by=trust.nneka, yes=True)
    actions.hand_on_help(referral, second, by=trust.olive, why="away")
    actions.settle_help(referral, by=trust.maya)
    with pytest.raises(CannotMove):
        actions.hand_on_help(referral, trust.olive, by=trust.maya, why="away")
