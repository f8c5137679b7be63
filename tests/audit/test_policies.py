"""The register of policies: who keeps it, that a review is an act, and that nobody can let one lapse quietly."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit import policies
from audit.forms.policies import ReviewForm
from audit.models import Policy, PolicyReview
from audit.registers import pathway_since, reviewed_in_date
from incidents import chasing
from incidents.models import Duty
from incidents.workflow import CannotMove
from people import owning
from people.actions import end_account
from people.models import Cover, Entry, Notice
from support import versions
from tests.audit.conftest import london

pytestmark = pytest.mark.django_db
LIST = "/audit/policies/"
AT = london(2026, 10, 5, 10)
DUE = date(2026, 12, 1)
REVIEWED = {"on": date(2026, 11, 20), "next_on": date(2028, 11, 20)}


@pytest.fixture
def policy(trust):
    """policy(): Owen owns it, it was reviewed a year ago and is due on 1 December."""

    def make(**facts):
        facts = {
            "title": "Violence prevention policy",
            "what_for": "How we keep each other safe.",
            "version": "3.0",
            "reference": "https://intranet.example/violence",
            "owner": trust.owen,
            "reviewed_on": date(2025, 12, 1),
            "next_on": DUE,
            "at": AT,
        } | facts
        return policies.add_policy(by=trust.viv, **facts)

    return make


def told(line):
    return [str(notice.to) for notice in Notice.objects.filter(line__startswith=line).order_by("id")]


def pass_days(first, days):
    for day in range(days):
        chasing.chase_batch(first + timedelta(days=day))


@pytest.mark.framework("R14")
def test_the_owner_is_reminded_then_the_lead_and_nobody_once_it_is_reviewed(policy, trust):
    one = policy()
    opens, due = london(2026, 11, 1, 12), london(2026, 12, 1, 17)
    pass_days(AT, 26)
    assert not Notice.objects.filter(line__contains="policy is").exists(), "nothing a month before"

    pass_days(opens, 30)
    assert told("A policy is due to be reviewed within") == ["Owen Price", "Owen Price"]
    pass_days(due, 12)
    assert told("A policy is past its date") == ["Owen Price"]
    assert told("A policy has not been reviewed") == ["Viv Archer"]
    late = Notice.objects.get(line__startswith="A policy has not been reviewed")
    assert late.link == reverse("audit:policy-review", args=[one.pk])
    assert one.title not in " ".join(Notice.objects.values_list("line", flat=True))

    pass_days(due + timedelta(days=12), 20)
    assert told("A policy has not been reviewed")[1:], "and again, until somebody does"
    before = Notice.objects.count()
    policies.review_policy(one, by=trust.owen, outcome="kept", **REVIEWED, at=due + timedelta(days=33))
    pass_days(due + timedelta(days=34), 60)
    assert Notice.objects.count() == before
    assert Duty.objects.get(key="policy_review").due_at == london(2028, 11, 20, 17)


@pytest.mark.framework("R14")
def test_a_review_is_recorded_and_the_old_version_stays_readable(client, policy, trust):
    one = policy()
    said = {"version": "4.0", "reference": "Ask the library", "what_changed": "Lone working was added"}
    for _ in range(2):
        policies.review_policy(one, by=trust.owen, outcome="changed", **said, **REVIEWED, at=AT)

    assert [(row.outcome, row.version) for row in one.reviews.all()] == [
        ("changed", "4.0"),
        ("entered", "3.0"),
    ]
    assert Entry.objects.filter(event="policy.reviewed", by_id=trust.owen.pk, why="changed").count() == 1
    client.force_login(trust.hana)
    page = client.get(reverse("audit:policy", args=[one.pk])).content.decode()
    assert page.index("4.0") < page.index("https://intranet.example/violence")
    assert "Lone working was added" in page
    assert "Record a review" not in page
    with pytest.raises(DatabaseError), transaction.atomic():
        PolicyReview.objects.update(version="9")


@pytest.mark.framework("R25")
def test_a_policy_with_the_protocol_of_support_says_when_the_pathway_has_changed_since(policy, trust, client):
    first, today = versions.in_force(), timezone.localdate()
    one, without = policy(has_support=True, at=None), policy()
    assert (one.reviews.get().pathway, pathway_since(one)) == (None, first), "reviewed before there was one"
    reviewed = {"on": today, "next_on": today + timedelta(days=700)}
    policies.review_policy(one, by=trust.owen, outcome="kept", has_support=True, **reviewed)
    assert (one.reviews.first().pathway, pathway_since(one)) == (first, None)

    content = {"rules": versions.rules_of(first)} | versions.beside(first) | {"check_in_weeks": [1, 2, 3]}
    newer = versions.freeze(content, is_edited=True, based_on=first, published_by=trust.viv)
    assert (pathway_since(one), pathway_since(without)) == (newer, None)
    client.force_login(trust.bea)
    assert (
        "The support pathway has changed since"
        in client.get(reverse("audit:policy", args=[one.pk])).content.decode()
    )

    policies.review_policy(one, by=trust.viv, outcome="kept", has_support=True, **reviewed)
    assert pathway_since(one) is None


def test_who_keeps_the_register_who_reads_it_and_who_reviews(policy, trust):
    one = policy()
    readers = {"viv", "ade", "hana", "bea", "al", "una", "owen"}
    everybody = {name for name, who in vars(trust).items() if hasattr(who, "current_roles")}
    assert {name for name in everybody if Policy.objects.visible_to(getattr(trust, name)).exists()} == readers

    for name in ("hana", "bea", "una", "maya", "ruth"):
        with pytest.raises(PermissionDenied):
            policies.review_policy(one, by=getattr(trust, name), outcome="kept", **REVIEWED)
    for name in ("owen", "hana"):
        with pytest.raises(PermissionDenied):
            policies.retire_policy(one, by=getattr(trust, name))
        with pytest.raises(PermissionDenied):
            policies.change_policy(
                one, by=getattr(trust, name), title="x", what_for="x", reference="x", owner=trust.will
            )
    assert one.reviews.count() == 1


@pytest.mark.claim("G8")
def test_an_owner_who_leaves_or_is_away_hands_it_on(policy, trust):
    one = policy()
    Cover.objects.create(
        user=trust.owen, starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 9), covered_by=trust.will
    )
    pass_days(london(2026, 11, 2, 12), 2)
    one.refresh_from_db()
    assert (told("A policy is due"), one.owner) == (["Will Tanner"], trust.owen)

    end_account(trust.owen, by=trust.ade)
    one.refresh_from_db()
    assert (one.owner, Duty.objects.get(key="policy_review").owner) == (trust.viv, trust.viv)
    assert owning.by_nobody() == {}


def test_a_stand_in_may_review_while_the_owner_is_away(policy, trust):
    one, today = policy(), date.today()
    Cover.objects.create(user=trust.owen, starts_on=today, ends_on=today, covered_by=trust.will)
    assert Policy.objects.visible_to(trust.will).get() == one
    policies.review_policy(one, by=trust.will, outcome="kept", **REVIEWED)
    assert one.reviews.first().by == trust.will


def test_what_is_in_force_no_longer_is_chased_no_longer_and_can_come_back(policy, trust, client):
    one = policies.retire_policy(policy(), by=trust.ade)
    pass_days(london(2026, 12, 1, 17), 20)
    assert told("A policy is") == told("A policy has") == []
    with pytest.raises(CannotMove):
        policies.review_policy(one, by=trust.viv, outcome="kept", **REVIEWED)
    client.force_login(trust.viv)
    answer = client.post(reverse("audit:policy-review", args=[one.pk]), {"outcome": "kept"}, follow=True)
    assert "in force no longer, so there is nothing to review" in answer.content.decode()

    end_account(trust.owen, by=trust.ade)
    assert policies.restore_policy(one, by=trust.ade).owner == trust.ade
    assert Duty.objects.open().filter(key="policy_review", owner=trust.ade).exists()


def test_given_to_somebody_else_the_clock_goes_with_it(policy, trust):
    one = policy()
    facts = {"title": one.title, "what_for": one.what_for, "reference": one.reference}
    policies.change_policy(one, by=trust.ade, owner=trust.hana, **facts)
    assert Duty.objects.get(key="policy_review").owner == trust.hana
    assert told("You own a policy")[-1] == "Hana Sato"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"on_day": "1", "on_month": "12", "on_year": "2024"}, "The last review was on 1 December 2025"),
        ({"outcome": "changed"}, "Enter the new version"),
        ({"outcome": "changed", "version": "3.0"}, "This is the version before the review"),
        ({"outcome": "changed", "version": "4"}, "Say what changed"),
        ({"outcome": "changed", "version": "x" * 41}, "Use 40 characters or fewer"),
        ({"next_on_year": "2099"}, "The next review must be within 5 years"),
        ({"next_on_year": "2020"}, "The date must be today or in the future"),
        ({"has_support": ""}, "Choose yes or no"),
    ],
)
def test_a_review_that_cannot_be_says_what_to_do(policy, typed, says):
    today = date.today()
    data = {"outcome": "kept", "has_support": "yes", "version": "", "what_changed": ""}
    data |= {"on_day": today.day, "on_month": today.month, "on_year": today.year}
    data |= {"next_on_day": "1", "next_on_month": "6", "next_on_year": today.year + 2}
    assert ReviewForm(data, policy=policy()).is_valid()
    form = ReviewForm(data | typed, policy=Policy.objects.get())
    assert says in str(form.errors).replace("&#x27;", "'")


def test_the_list_is_empty_then_late_ones_first_with_as_many_queries_for_many(policy, trust, client):
    client.force_login(trust.viv)
    assert "appear here, with who owns each" in client.get(LIST).content.decode()

    policy(title="In date", next_on=date(2030, 1, 1), reviewed_on=date(2026, 1, 1))
    policy(title="Late", next_on=date(2026, 1, 2))
    policies.retire_policy(policy(title="Gone", next_on=date(2025, 12, 2)), by=trust.viv)
    assert reviewed_in_date(trust.viv, date(2026, 11, 1)) == (1, 2)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            page = client.get(LIST).content.decode()
        return len(queries), page

    few, page = asked()
    assert page.index("Late") < page.index("In date") < page.index("Gone")
    assert "1 of 2" in page
    for number in range(30):
        policy(title=f"Policy {number}")
    many, page = asked()
    assert many == few
    assert "?page=2" in page


def test_what_was_typed_wrongly_is_still_there(client, trust):
    client.force_login(trust.ade)
    page = client.post(
        "/audit/policies/add/", {"title": "Lone working", "owner": "Nobody Here"}
    ).content.decode()
    assert "Lone working" in page
    assert "Nobody with this name" in page
    assert "Say what the policy is for" in page
    assert not Policy.objects.exists()
