"""Whoever leaves loses every way in at once; a successor takes over (trust.md 5.3, T10)."""

from datetime import timedelta

import pytest
from django.test import Client

from allied.alliances import awaiting, invitations, security
from allied.alliances.commands import change_seat, give_seat
from allied.alliances.leaving import remove_person
from allied.alliances.models import Awaited, Role, Seat
from allied.kit.errors import NotAllowed, Refused
from allied.kit.identity import new_id
from allied.people.doors import acting_as
from allied.people.models import Person, Token
from allied.record.models import Entry


@pytest.fixture
def admin(cast):
    """Nora administers Northwind."""
    cast.nobody.administers_organisation = True
    cast.nobody.save()
    return cast.nobody


def seats(person: Person) -> set[str]:
    rows = Seat.objects.in_system_scope("test").filter(person=person, ended_at=None)
    return set(rows.values_list("role", flat=True))


def entries() -> int:
    return Entry.objects.in_system_scope("test").count()


def test_a_leaver_hands_seats_and_acts_to_the_successor(cast, admin, now):
    act = awaiting.Act(verb="sign", subject_kind="thesis", subject_id=new_id(), title="The thesis")
    awaiting.await_act(act, of=[cast.maya], alliance=cast.alliance, asked_by=cast.daniel, now=now)
    both = awaiting.Act(verb="answer", subject_kind="decision", subject_id=new_id(), title="D-1")
    awaiting.await_act(
        both, of=[cast.maya, cast.tomas], alliance=cast.alliance, asked_by=cast.daniel, now=now
    )
    with acting_as(admin):
        remove_person(by=admin, person=cast.maya, successor=cast.tomas, now=now)
    cast.maya.refresh_from_db()
    assert (cast.maya.is_active, cast.maya.left_at, cast.maya.rights_version) == (False, now, 2)
    assert seats(cast.maya) == set()
    assert seats(cast.tomas) == {"sponsor", "alliance manager"}
    open_acts = Awaited.objects.visible_to(cast.tomas).filter(done_at=None)
    assert sorted(open_acts.values_list("act", flat=True)) == ["answer", "sign"]
    assert (
        not Awaited.objects.in_system_scope("test").filter(person=cast.maya, done_at=None).exists()
    )


def test_every_joint_record_says_who_left(cast, admin, now):
    remove_person(by=admin, person=cast.maya, successor=cast.tomas, now=now)
    rows = Entry.objects.visible_to(cast.daniel).filter(alliance=cast.alliance, audience="joint")
    kinds = list(rows.order_by("-seq").values_list("kind", flat=True)[:3])
    assert kinds == ["alliance.seat.given", "alliance.seat.ended", "alliance.person.left"]
    own = Entry.objects.in_system_scope("test").filter(owner=cast.north, audience="ours")
    assert own.filter(kind="people.person.removed").count() == 1
    left = rows.get(kind="alliance.person.left")
    assert "Maya" not in left.raw
    assert {d.path: d.value for d in left.disclosures.all()}["data.person"] == "Maya Lindqvist"


def test_the_last_alliance_manager_needs_a_successor(cast, admin, now):
    before = entries()
    with pytest.raises(Refused) as refusal:
        remove_person(by=admin, person=cast.maya, now=now)
    assert (refusal.value.code, refusal.value.field) == ("last_manager", "successor")
    assert entries() == before
    give_seat(
        by=cast.maya, alliance=cast.alliance, person=cast.carl, role=Role.ALLIANCE_MANAGER, now=now
    )
    remove_person(by=admin, person=cast.maya, now=now)
    assert seats(cast.maya) == set()


def test_the_last_administrator_needs_a_successor(cast, admin, now):
    with pytest.raises(Refused) as refusal:
        remove_person(by=admin, person=admin, now=now)
    assert refusal.value.code == "last_administrator"
    remove_person(by=admin, person=admin, successor=cast.tomas, now=now)
    cast.tomas.refresh_from_db()
    assert cast.tomas.administers_organisation


@pytest.mark.parametrize("who", ["daniel", "host", "maya", "nobody"])
def test_a_successor_is_an_active_colleague(cast, admin, now, who):
    Person.objects.filter(pk=cast.carl.pk).update(is_active=False)
    cast.carl.refresh_from_db()
    for successor in (getattr(cast, who), cast.carl):
        if successor.pk == admin.pk:
            continue
        with pytest.raises(Refused) as refusal:
            remove_person(by=admin, person=cast.maya, successor=successor, now=now)
        assert refusal.value.field == "successor"


@pytest.mark.parametrize("who", ["maya", "tomas", "daniel", "zed", "host"])
def test_only_an_administrator_of_the_same_organisation_ends_accounts(cast, admin, now, who):
    by, before = getattr(cast, who), entries()
    with pytest.raises(NotAllowed):
        remove_person(by=by, person=cast.carl, now=now)
    Person.objects.filter(pk=cast.daniel.pk).update(administers_organisation=True)
    cast.daniel.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        remove_person(by=cast.daniel, person=cast.carl, now=now)
    assert refusal.value.code == "not_a_colleague"
    assert entries() == before


def test_deputies_and_invitations_of_a_leaver_end(cast, admin, now):
    seat = Seat.objects.visible_to(cast.maya).get(person=cast.tomas)
    change_seat(by=cast.maya, seat=seat, deputy=cast.carl, now=now)
    row = invitations.invite_colleague(
        by=cast.maya, alliance=cast.alliance, address="x@y.example", role=Role.OBSERVER, now=now
    )
    remove_person(by=admin, person=cast.carl, now=now)
    seat.refresh_from_db()
    assert seat.deputy is None
    remove_person(by=admin, person=cast.maya, successor=cast.tomas, now=now)
    row.refresh_from_db()
    assert row.revoked_at == now


def test_leaving_twice_changes_nothing(cast, admin, now):
    remove_person(by=admin, person=cast.carl, now=now)
    before = entries()
    remove_person(by=admin, person=cast.carl, now=now + timedelta(days=1))
    cast.carl.refresh_from_db()
    assert cast.carl.left_at == now
    assert entries() == before


def test_removed_in_mid_flight_the_next_request_is_refused_everywhere(cast, admin, now, settings):
    from django.utils import timezone

    _, secret = security.make_token(
        by=cast.carl, name="script", scopes=["read"], now=timezone.now()
    )
    session, token = Client(), {"Authorization": f"Bearer {secret}"}
    session.force_login(cast.carl)
    page = f"/alliances/{cast.alliance.pk}/people"
    assert session.get(page).status_code == 200
    assert session.get("/api/v1/alliances").status_code == 200
    assert Client().get("/api/v1/alliances", headers=token).status_code == 200
    remove_person(by=admin, person=cast.carl, now=now)
    gone = session.get(page)
    assert gone.status_code == 302
    assert gone.headers["Location"].startswith("/accounts/login/")
    assert session.get("/api/v1/alliances").status_code == 401
    assert Client().get("/api/v1/alliances", headers=token).status_code == 401


def test_a_session_ends_with_the_rights_version_alone(cast):
    session = Client()
    session.force_login(cast.carl)
    assert session.get("/portfolio").status_code == 200
    Person.objects.filter(pk=cast.carl.pk).update(rights_version=2)
    assert session.get("/portfolio").status_code == 302


def test_a_token_ends_with_the_rights_version_alone(cast):
    from django.utils import timezone

    _, secret = security.make_token(
        by=cast.carl, name="script", scopes=["read"], now=timezone.now()
    )
    headers = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/alliances", headers=headers).status_code == 200
    Person.objects.filter(pk=cast.carl.pk).update(rights_version=2)
    assert Client().get("/api/v1/alliances", headers=headers).status_code == 401
    assert Token.objects.get(person=cast.carl).revoked_at is None
