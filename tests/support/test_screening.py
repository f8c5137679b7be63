"""The screening questionnaire: off until it is permitted, and its answers read by nobody but the person and, by their
consent, occupational health."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from people import own_acts
from people.models import Entry, Notice
from people.roles import RoleKind
from support import actions
from support.contact import announcing, screening
from support.models import Screening, ScreeningConsent, ScreeningLicence, ScreeningOffer
from support.recording import CannotRecord
from tests.factories import RoleFactory

CANARY = "canary-item"
ITEMS = [f"{CANARY} {number}?" for number in range(1, 11)]
PERMISSION = {
    "items": ITEMS,
    "given_by": "The authors",
    "reference": "Letter 12",
    "given_on": date(2026, 1, 5),
    "evidence": "In the records of the library",
}
AT_RISK = [True] * 7 + [False] * 3
OTHERS = (
    *(
        "maya",
        "dev",
        "ruth",
        "viv",
        "hana",
        "petra",
        "frank",
        "chi",
        "cora",
        "milo",
        "una",
        "bea",
        "al",
        "ade",
    ),
    *("sasha", "gita", "iris", "will", "owen", "omar"),
)


@pytest.fixture
def old_case(report):
    """Nneka's, 40 days on."""
    day = timezone.now() - timedelta(days=40)
    return report(occurred_on=day.date(), at=day).involved.get().case


@pytest.fixture
def on(trust):
    return actions.set_screening_licence(by=trust.ade, is_on=True, **PERMISSION)


def dump(but=()):
    """Every value of every table of the service, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table in but:
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(map(str, cursor.fetchall()))
    return found


def get(client, user, address):
    client.force_login(user)
    return client.get(address)


# Switched off


@pytest.mark.framework("R66")
def test_it_holds_no_words_of_its_own_and_is_off(trust, old_case, client):
    assert screening.in_force() is None
    assert not ScreeningLicence.objects.exists()
    with pytest.raises(PermissionDenied):
        actions.answer_screening(old_case, by=trust.nneka, answers=AT_RISK)
    assert "Ten questions" not in get(client, trust.nneka, "/support/me/").content.decode()
    assert get(client, trust.nneka, f"/support/me/{old_case.pk}/questions/").status_code == 404


@pytest.mark.parametrize("missing", ["items", "given_by", "reference", "given_on", "evidence"])
def test_it_is_not_switched_on_without_the_permission_and_all_ten_items(trust, missing):
    empty = {"items": ITEMS[:9], "given_on": None}.get(missing, "")
    with pytest.raises(CannotRecord):
        actions.set_screening_licence(by=trust.ade, is_on=True, **PERMISSION | {missing: empty})
    assert screening.in_force() is None


@pytest.mark.parametrize("name", ["maya", "viv", "olive", "nneka", "hana", "iris"])
def test_only_administrators_record_the_permission(trust, name, client):
    with pytest.raises(PermissionDenied):
        actions.set_screening_licence(by=getattr(trust, name), is_on=True, **PERMISSION)
    assert get(client, getattr(trust, name), "/support/settings/screening/").status_code == 403


def test_it_can_be_switched_off_again_and_then_shows_nowhere(trust, old_case, on, client):
    answered = actions.answer_screening(old_case, by=trust.nneka, answers=AT_RISK)
    actions.share_screening(old_case, by=trust.nneka)
    assert get(client, trust.olive, f"/support/shared/{answered.pk}/").status_code == 200

    actions.switch_off_screening(by=trust.ade)

    assert get(client, trust.olive, f"/support/shared/{answered.pk}/").status_code == 404
    assert CANARY not in get(client, trust.nneka, "/support/me/").content.decode()
    assert get(client, trust.nneka, f"/support/me/{old_case.pk}/questions/").status_code == 404
    assert Screening.objects.count() == 1


# It is said once that it is there


@pytest.mark.framework("R66")
def test_each_is_told_once_that_it_is_there_and_the_notice_says_nothing(trust, old_case, report):
    assert announcing.announce(timezone.now()) == 0
    actions.set_screening_licence(by=trust.ade, is_on=True, **PERMISSION)
    early = report(by=trust.will).involved.get().case
    before = set(Notice.objects.values_list("pk", flat=True))
    at = timezone.now()

    assert [announcing.announce(at), announcing.announce(at + timedelta(days=1))] == [1, 0]

    told = Notice.objects.exclude(pk__in=before).get()
    assert (told.to, told.link) == (trust.nneka, "/support/me/")
    assert not any(
        word in told.line.lower() for word in ("question", "screen", "trauma", "incident", "report")
    )
    assert not ScreeningOffer.objects.filter(case=early).exists()
    later = early.opened_at + timedelta(days=29)
    actions.decline_screening(early, by=trust.will)
    assert announcing.announce(later) == 0


@pytest.mark.parametrize("stands", ["answered", "silent", "by phone", "ended"])
def test_nobody_is_told_who_has_answered_or_does_not_want_to_hear(trust, old_case, on, stands):
    if stands == "answered":
        actions.answer_screening(old_case, by=trust.nneka, answers=AT_RISK)
    elif stands == "ended":
        actions.decline_support(old_case, by=trust.nneka)
    else:
        how = "phone" if stands == "by phone" else "not_at_all"
        actions.set_preferences(old_case, by=trust.nneka, how=how)
    assert announcing.announce(timezone.now()) == 0


def test_somebody_who_declines_keeps_the_questions_and_nobody_else_learns_of_it(trust, old_case, on, client):
    client.force_login(trust.nneka)
    client.post(f"/support/me/{old_case.pk}/questions/", {"decline": "1"})
    assert "You would rather not answer them" in client.get("/support/me/").content.decode()
    assert client.get(f"/support/me/{old_case.pk}/questions/").status_code == 200
    client.force_login(trust.maya)
    assert "question" not in client.get(f"/support/cases/{old_case.pk}/").content.decode().lower()


# Whoever it is about


@pytest.mark.framework("R66")
def test_it_is_offered_from_day_28_and_tells_them_plainly_what_it_means(trust, report, old_case, on, client):
    early = report(occurred_on=(timezone.now() - timedelta(days=27)).date()).involved.get().case
    assert get(client, trust.nneka, f"/support/me/{early.pk}/questions/").status_code == 404

    client.force_login(trust.nneka)
    asked = client.get(f"/support/me/{old_case.pk}/questions/").content.decode()
    assert asked.count(CANARY) >= 10
    said = {f"item_{number}": "yes" if yes else "no" for number, yes in enumerate(AT_RISK, 1)}
    missing = client.post(f"/support/me/{old_case.pk}/questions/", said | {"item_3": ""})
    assert "Answer question 3 with yes or no" in missing.content.decode()
    assert not Screening.objects.exists()

    page = client.post(f"/support/me/{old_case.pk}/questions/", said, follow=True).content.decode()
    assert "7 of 10 with yes" in page
    assert "not a diagnosis" in page
    assert "occupational health" in page


@pytest.mark.parametrize(("yes", "at_risk"), [(5, False), (6, True), (0, False), (10, True)])
def test_six_or_more_say_at_risk(yes, at_risk):
    one = screening.Answered(Screening(answers=[True] * yes + [False] * (10 - yes)))
    assert (one.score, one.is_at_risk) == (yes, at_risk)


# Nobody else


@pytest.mark.claim("A3")
@pytest.mark.framework("R66")
def test_nobody_who_looks_after_them_could_tell_that_they_answered(trust, old_case, on, client):
    """Every page, list, notice, promise and date reads the same before and after, at-risk answer, shared or not."""
    pages = [f"/support/cases/{old_case.pk}/", "/support/", "/", "/notices/", "/trail/"]

    def seen():
        found = {}
        for name in OTHERS:
            client.force_login(getattr(trust, name))
            Entry.objects.filter(event="case.read").count()
            found[name] = [_said(client.get(page)) for page in pages]
        return found

    seen()
    before, told = seen(), Notice.objects.exclude(to=trust.olive).count()
    promises = sorted(old_case.promises.values_list("key", "due_at", "kept_at", "chase_at"))
    actions.answer_screening(old_case, by=trust.nneka, answers=AT_RISK)
    actions.share_screening(old_case, by=trust.nneka)
    actions.withdraw_screening(old_case, by=trust.nneka)

    after = seen()
    for name in OTHERS:
        assert after[name] == before[name]
        assert not any(CANARY in page for page in after[name])
    assert Notice.objects.exclude(to=trust.olive).count() == told
    assert sorted(old_case.promises.values_list("key", "due_at", "kept_at", "chase_at")) == promises


def _said(answer):
    """What a page says, without what differs each time it is asked for; the trail without who read what meanwhile."""
    import re

    html = answer.content.decode()
    html = re.sub(r'value="\w{64}"|content="\w{64}"|nonce="[^"]*"', "", html)
    if "/trail/" in answer.request["PATH_INFO"]:
        return " ".join(re.findall(r"screening\.\w+|preference\w*", html))
    return html


@pytest.mark.claim("A3")
def test_the_answers_stand_in_one_table_encrypted_and_the_score_in_none(trust, old_case, on):
    before = dump(but=("people_entry",))
    answered = actions.answer_screening(old_case, by=trust.nneka, answers=AT_RISK)
    after = dump(but=("people_entry",))

    changed = {table for table in after if before[table] != after[table]}
    assert changed == {"support_screening"}
    assert "true" not in str(after["support_screening"]).lower()
    fields = {field.name for field in Screening._meta.get_fields()}
    assert "score" not in fields
    assert "support.historicalscreening" not in {one._meta.label_lower for one in apps.get_models()}
    entry = Entry.objects.get(event="screening.answered")
    assert (entry.subject_kind, entry.subject_id, entry.why) == (
        "support.screening",
        str(answered.pk),
        "",
    )
    assert {"support.screening", "support.screeningconsent"} <= set(own_acts.in_confidence())


@pytest.mark.claim("A3")
@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_opens_it_whether_it_is_shared_or_not(trust, old_case, on, client, name):
    answered = actions.answer_screening(old_case, by=trust.nneka, answers=AT_RISK)
    actions.share_screening(old_case, by=trust.nneka)

    other = getattr(trust, name)
    assert not Screening.objects.visible_to(other).exists()
    assert get(client, other, f"/support/shared/{answered.pk}/").status_code == 404
    assert "Nneka" not in get(client, other, "/support/shared/").content.decode()
    assert get(client, other, f"/support/me/{old_case.pk}/questions/").status_code == 404


# Occupational health, by consent


@pytest.mark.claim("A3", "A5")
@pytest.mark.framework("R64", "R66")
def test_occupational_health_reads_it_by_consent_that_can_be_taken_back(trust, old_case, on, client):
    answered = actions.answer_screening(old_case, by=trust.nneka, answers=AT_RISK)
    address = f"/support/shared/{answered.pk}/"
    assert get(client, trust.olive, address).status_code == 404

    actions.share_screening(old_case, by=trust.nneka)
    told = Notice.objects.get(key__startswith="shared.")
    assert (told.to, "screening" in told.line.lower()) == (trust.olive, False)
    listed = get(client, trust.olive, "/support/shared/").content.decode()
    assert f'href="{address}"' in listed
    assert "Nneka Obi" in listed
    assert "of 10" not in listed
    html = get(client, trust.olive, address).content.decode()
    assert "7 of 10 with yes" in html
    assert Entry.objects.get(event="screening.read").by == trust.olive
    assert "Read by Olive Grant" in get(client, trust.nneka, "/support/me/").content.decode()

    actions.withdraw_screening(old_case, by=trust.nneka)
    assert get(client, trust.olive, address).status_code == 404
    assert (
        "Nobody shares answers with you now" in get(client, trust.olive, "/support/shared/").content.decode()
    )
    assert ScreeningConsent.objects.get().withdrawn_at


@pytest.mark.claim("A3")
def test_occupational_health_who_looks_after_them_or_is_part_of_it_reads_nothing(trust, report, on):
    day = timezone.now() - timedelta(days=40)
    for other in (trust.maya, trust.dev, trust.ruth, trust.will):
        RoleFactory(user=other, kind=RoleKind.OCCUPATIONAL_HEALTH)
    case = report(occurred_on=day.date(), at=day).involved.get().case
    case.incident.alleged.create(kind="colleague", user=trust.will)
    actions.answer_screening(case, by=trust.nneka, answers=AT_RISK)
    actions.share_screening(case, by=trust.nneka)

    for other in (trust.maya, trust.dev, trust.ruth, trust.will):
        assert not Screening.objects.visible_to(other).exists()
    assert Screening.objects.visible_to(trust.olive).exists()


def test_nobody_answers_or_shares_for_them(trust, old_case, on):
    for other in (trust.maya, trust.olive, trust.ade, trust.will):
        for refused in (
            lambda by=other: actions.answer_screening(old_case, by=by, answers=AT_RISK),
            lambda by=other: actions.share_screening(old_case, by=by),
            lambda by=other: actions.withdraw_screening(old_case, by=by),
        ):
            with pytest.raises(PermissionDenied):
                refused()


def test_the_settings_page_switches_it_on_only_with_everything_and_says_nothing_of_answers(
    trust, old_case, client
):
    address = "/support/settings/screening/"
    client.force_login(trust.ade)
    html = client.get(address).content.decode()
    assert "It is switched off" in html
    typed = {"given_by": "The authors", "from_day": "30", "item_1": ITEMS[0], "on": "1"}
    refused = client.post(address, typed).content.decode()
    assert "Enter the reference of the permission" in refused
    assert ITEMS[0] in refused
    assert screening.in_force() is None

    whole = typed | {"reference": "Letter 12", "evidence": "Library"}
    whole |= {"given_on_day": "5", "given_on_month": "1", "given_on_year": "2026"}
    whole |= {f"item_{number}": words for number, words in enumerate(ITEMS, 1)}
    assert client.post(address, whole).status_code == 302
    assert screening.in_force().from_day == 30
    client.get(address)
    without = _said(client.get(address))
    actions.answer_screening(old_case, by=trust.nneka, answers=AT_RISK)
    actions.share_screening(old_case, by=trust.nneka)
    client.force_login(trust.ade)
    again = _said(client.get(address))
    assert again.count(CANARY) == 10
    assert again == without
    client.post(address, {"off": "1"})
    assert screening.in_force() is None
