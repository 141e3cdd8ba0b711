"""Invitations open once, for one address, as long as the inviter may invite (trust.md T11, T12)."""

from datetime import timedelta

import pytest

from allied.alliances import acceptance, invitation_links, invitations
from allied.alliances.commands import end_seat, give_seat
from allied.alliances.models import Invitation, Party, ProposedMember, Role, Seat
from allied.alliances.queries import expected_by
from allied.alliances.rules import INVITATION_LIVES
from allied.kit.errors import NotAllowed, Refused
from allied.people.doors import acting_as
from allied.people.homes import Account, Home
from allied.people.models import Organisation, Person
from allied.record.models import Entry
from tests.conftest import person

ADDRESS = "lena.holt@harbourline.example"
HOME = Home(name="Harbourline", short_name="Harbourline", colour=4)
LENA = Account(name="Lena Holt", email=ADDRESS, password="correct horse battery")


def secret_of(invitation: Invitation) -> str:
    return invitation_links.invitation_link(invitation).rsplit("/", 1)[1]


def to_partner(cast, now, **more) -> Invitation:
    values = {"address": ADDRESS, "organisation_name": "Harbourline"} | more
    return invitations.invite_partner(by=cast.maya, alliance=cast.alliance, now=now, **values)


def entries() -> int:
    return Entry.objects.in_system_scope("test").count()


def seats(person: Person) -> list[tuple[str, str]]:
    rows = Seat.objects.in_system_scope("test").filter(person=person, ended_at=None)
    return [(seat.alliance.name, seat.role) for seat in rows]


def test_a_partner_joins_through_one_named_person(cast, now):
    row = to_partner(cast, now)
    lena = acceptance.accept_with_new_account(
        secret=secret_of(row), account=LENA, home=HOME, now=now
    )
    assert lena.home.name == "Harbourline"
    assert lena.administers_organisation
    assert seats(lena) == [("Cold Brew Venture", "alliance manager")]
    names = [p.organisation.name for p in cast.alliance.parties.order_by("position")]
    assert names == ["Northwind Foods", "Brightleaf Coffee", "Harbourline"]
    row.refresh_from_db()
    assert (row.accepted_by, row.accepted_at) == (lena, now)


def test_the_joint_record_says_who_was_invited_and_joined(cast, now):
    row = to_partner(cast, now)
    acceptance.accept_with_new_account(secret=secret_of(row), account=LENA, home=HOME, now=now)
    rows = Entry.objects.visible_to(cast.daniel).filter(alliance=cast.alliance, audience="joint")
    kinds = list(rows.order_by("-seq").values_list("kind", flat=True)[:3])
    assert kinds == ["alliance.seat.given", "alliance.party.joined", "alliance.partner.invited"]


def test_only_the_digest_of_the_secret_is_kept(cast, now):
    row = to_partner(cast, now)
    kept = " ".join(str(getattr(row, field.attname)) for field in Invitation._meta.fields)
    assert secret_of(row) not in kept


def test_somebody_with_an_account_accepts_for_their_organisation(cast, now):
    row = to_partner(cast, now, address=cast.zed.email)
    acceptance.accept_invitation(by=cast.zed, secret=secret_of(row), now=now)
    assert ("Cold Brew Venture", "alliance manager") in seats(cast.zed)
    assert Party.objects.visible_to(cast.zed).filter(alliance=cast.alliance).count() == 3


def test_accepting_works_behind_row_level_security(cast, now):
    with acting_as(cast.maya):
        row = to_partner(cast, now, address=cast.zed.email)
    with acting_as(cast.zed):
        acceptance.accept_invitation(by=cast.zed, secret=secret_of(row), now=now)
    assert ("Cold Brew Venture", "alliance manager") in seats(cast.zed)


def refusals(cast, now):
    """T11: every way in which an invitation may be wrong, as (name, what makes it wrong)."""

    def revoke(row):
        invitations.revoke_invitation(by=cast.maya, invitation=row, now=now)

    def demote(row):
        give_seat(
            by=cast.maya,
            alliance=cast.alliance,
            person=cast.nobody,
            role=Role.ALLIANCE_MANAGER,
            now=now,
        )
        seat = Seat.objects.visible_to(cast.maya).get(person=cast.maya, role=Role.ALLIANCE_MANAGER)
        end_seat(by=cast.maya, seat=seat, now=now)

    def leave(row):
        Person.objects.filter(pk=cast.maya.pk).update(is_active=False)

    def use(row):
        acceptance.accept_invitation(by=cast.zed, secret=secret_of(row), now=now)

    return {"revoked": revoke, "inviter demoted": demote, "inviter left": leave, "second use": use}


@pytest.mark.parametrize("why", ["revoked", "inviter demoted", "inviter left", "second use"])
def test_a_dead_invitation_gives_no_seat(cast, now, why):
    row = to_partner(cast, now, address=cast.zed.email)
    secret = secret_of(row)
    refusals(cast, now)[why](row)
    before = entries(), seats(cast.zed)
    with pytest.raises(acceptance.Closed):
        acceptance.accept_invitation(by=cast.zed, secret=secret, now=now)
    with pytest.raises(acceptance.Closed):
        acceptance.opened(secret, person=None, now=now)
    assert (entries(), seats(cast.zed)) == before


def test_an_expired_invitation_gives_no_seat(cast, now):
    secret = secret_of(to_partner(cast, now, address=cast.zed.email))
    late = now + INVITATION_LIVES
    assert acceptance.opened(secret, person=cast.zed, now=late - timedelta(seconds=1))
    with pytest.raises(acceptance.Closed):
        acceptance.accept_invitation(by=cast.zed, secret=secret, now=late)


@pytest.mark.parametrize("who", ["daniel", "nobody", "maya", "host"])
def test_an_invitation_opens_for_no_other_account(cast, now, who):
    secret = secret_of(to_partner(cast, now, address=cast.zed.email))
    with pytest.raises(acceptance.Closed):
        acceptance.accept_invitation(by=getattr(cast, who), secret=secret, now=now)


def test_a_new_account_takes_the_invited_address_only(cast, now):
    secret = secret_of(to_partner(cast, now))
    eve = Account(name="Eve", email="eve@elsewhere.example", password="correct horse battery")
    with pytest.raises(acceptance.Closed):
        acceptance.accept_with_new_account(secret=secret, account=eve, home=HOME, now=now)
    assert Person.objects.with_address(eve.email) is None


def test_nobody_makes_a_second_account_for_an_address(cast, now):
    secret = secret_of(to_partner(cast, now, address=cast.zed.email))
    again = Account(name="Zed", email=cast.zed.email, password="correct horse battery")
    with pytest.raises(acceptance.Closed):
        acceptance.accept_with_new_account(secret=secret, account=again, home=HOME, now=now)


def test_a_refused_account_leaves_the_invitation_open(cast, now):
    secret = secret_of(to_partner(cast, now))
    weak = Account(name="Lena Holt", email=ADDRESS, password="short")
    count = Organisation.objects.in_system_scope("test").count()
    with pytest.raises(Refused) as refusal:
        acceptance.accept_with_new_account(secret=secret, account=weak, home=HOME, now=now)
    assert refusal.value.field == "password"
    assert Organisation.objects.in_system_scope("test").count() == count
    assert acceptance.opened(secret, person=None, now=now)


def test_sending_again_makes_a_new_secret_and_kills_the_old_one(cast, now):
    row = to_partner(cast, now)
    old = secret_of(row)
    later = now + timedelta(days=5)
    row = invitations.send_again(by=cast.maya, invitation=row, now=later)
    with pytest.raises(acceptance.Closed):
        acceptance.opened(old, person=None, now=later)
    assert acceptance.opened(secret_of(row), person=None, now=later)


def test_the_link_of_a_dead_secret_is_never_written(cast, now):
    row = to_partner(cast, now)
    invitations.send_again(by=cast.maya, invitation=row, now=now)
    with pytest.raises(Refused) as refusal:
        invitation_links.invitation_link(row.__class__(pk=row.pk, times_sent=0))
    assert refusal.value.code == "not_sent"
    with pytest.raises(Refused):
        invitation_links.invitation_link(
            Invitation(pk=row.pk, times_sent=7, secret_digest=row.secret_digest)
        )


MAY_INVITE_PARTNERS = {"maya", "tomas", "daniel", "rachel"}
MAY_INVITE_COLLEAGUES = {"maya", "daniel"}


@pytest.mark.parametrize(
    "who", ["maya", "tomas", "ingrid", "olga", "carl", "daniel", "rachel", "zed", "nobody", "host"]
)
def test_who_may_invite(cast, now, who):
    by, before = getattr(cast, who), entries()
    calls = {
        "partner": lambda: invitations.invite_partner(
            by=by, alliance=cast.alliance, address=ADDRESS, organisation_name="Harbourline", now=now
        ),
        "colleague": lambda: invitations.invite_colleague(
            by=by,
            alliance=cast.alliance,
            address="new@colleague.example",
            role=Role.CONTRIBUTOR,
            now=now,
        ),
    }
    for name, allowed in (("partner", MAY_INVITE_PARTNERS), ("colleague", MAY_INVITE_COLLEAGUES)):
        if who in allowed:
            assert calls[name]().owner_id == by.organisation_id
        else:
            with pytest.raises(NotAllowed):
                calls[name]()
    grown = (who in MAY_INVITE_PARTNERS) + (who in MAY_INVITE_COLLEAGUES)
    assert entries() == before + grown


def test_only_an_administrator_invites_into_the_organisation(cast, now):
    with pytest.raises(NotAllowed):
        invitations.invite_into_organisation(by=cast.maya, address="a@b.example", now=now)
    cast.maya.administers_organisation = True
    row = invitations.invite_into_organisation(by=cast.maya, address="a@b.example", now=now)
    person = acceptance.accept_with_new_account(
        secret=secret_of(_saved_admin(cast.maya, row)),
        account=Account(name="Abe", email="a@b.example", password="correct horse battery"),
        now=now,
    )
    assert person.home == cast.north
    assert seats(person) == []
    assert not person.administers_organisation


def _saved_admin(person, row):
    person.save()
    return row


def test_a_colleague_gets_the_seat_that_the_invitation_names(cast, now):
    row = invitations.invite_colleague(
        by=cast.daniel,
        alliance=cast.alliance,
        address="finn@brightleaf.example",
        role=Role.APPROVER,
        discipline="finance",
        now=now,
    )
    account = Account(
        name="Finn", email="finn@brightleaf.example", password="correct horse battery"
    )
    finn = acceptance.accept_with_new_account(
        secret=secret_of(row), account=account, home=HOME, now=now
    )
    assert finn.home == cast.bright
    assert seats(finn) == [("Cold Brew Venture", "approver")]
    assert Party.objects.in_system_scope("test").filter(alliance=cast.alliance).count() == 2


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("tomas.reijnders@northwind.example", "a_colleague"),
        ("Somebody.New@Northwind.example", "own_address"),
        ("daniel.okafor@brightleaf.example", "already_party"),
        ("nobody", "no_address"),
        ("a@b.example, c@d.example", "no_address"),
    ],
)
def test_a_partner_is_another_organisation_at_one_address(cast, now, address, code):
    with pytest.raises(Refused) as refusal:
        to_partner(cast, now, address=address)
    assert refusal.value.code == code


def test_a_house_where_anybody_has_a_mailbox_is_no_company(cast, now):
    cast.tomas.email = "tomas.reijnders@gmail.com"
    cast.tomas.save()
    assert to_partner(cast, now, address="lena.holt@gmail.com").times_sent == 1


def test_two_companies_that_share_a_house_invite_each_other(cast, now):
    cast.daniel.email = "daniel.okafor@northwind.example"
    cast.daniel.save()
    assert to_partner(cast, now, address="lena.holt@northwind.example").times_sent == 1


def test_inviting_says_nothing_about_accounts_one_may_not_see(cast, now):
    known = to_partner(cast, now, address=cast.zed.email)
    unknown = to_partner(cast, now, address="not.there@kestrel.example")
    assert known.pk != unknown.pk
    row = invitations.invite_colleague(
        by=cast.maya,
        alliance=cast.alliance,
        address="zoe@kestrel.example",
        role=Role.OBSERVER,
        now=now,
    )
    assert row.times_sent == 1


def test_one_address_has_one_open_invitation_and_an_expired_one_gives_way(cast, now):
    first = to_partner(cast, now)
    with pytest.raises(Refused) as refusal:
        to_partner(cast, now)
    assert refusal.value.code == "already_invited"
    second = to_partner(cast, now + timedelta(days=4))
    first.refresh_from_db()
    assert first.revoked_at
    assert second.pk != first.pk


def test_each_organisation_sees_and_keeps_its_own_invitations(cast, now):
    row = to_partner(cast, now)
    assert list(Invitation.objects.visible_to(cast.tomas)) == [row]
    for stranger in (cast.daniel, cast.carl, cast.zed, cast.host):
        assert list(Invitation.objects.visible_to(stranger)) == []
    for command in (invitations.send_again, invitations.revoke_invitation):
        with pytest.raises(Refused):
            command(by=cast.daniel, invitation=row, now=now)
        with pytest.raises(NotAllowed):
            command(by=cast.carl, invitation=row, now=now)


def test_an_accepted_invitation_is_final(cast, now):
    row = to_partner(cast, now, address=cast.zed.email)
    acceptance.accept_invitation(by=cast.zed, secret=secret_of(row), now=now)
    for command in (invitations.send_again, invitations.revoke_invitation):
        with pytest.raises(Refused) as refusal:
            command(by=cast.maya, invitation=row, now=now)
        assert refusal.value.code == "invitation_finished"


def proposal(cast, name: str, address: str) -> ProposedMember:
    return ProposedMember.objects.create(
        alliance=cast.alliance,
        owner=cast.north,
        audience="ours",
        organisation_name="harbourline",
        name=name,
        address=address,
        role=Role.SPONSOR,
    )


@pytest.mark.parametrize("offers", [True, False])
def test_the_people_we_expected_are_offered_to_the_partner_only_when_we_said_so(cast, now, offers):
    lena, kim = (
        proposal(cast, "Lena Holt", ADDRESS),
        proposal(cast, "Kim Ode", "Kim@harbourline.example"),
    )
    row = to_partner(cast, now, offers_people=offers)
    person = acceptance.accept_with_new_account(
        secret=secret_of(row), account=LENA, home=HOME, now=now
    )
    lena.refresh_from_db()
    kim.refresh_from_db()
    assert lena.accepted_at == now
    assert kim.accepted_at is None
    prepared = list(Invitation.objects.visible_to(person))
    assert [(p.invited_name, p.address, p.role) for p in prepared] == (
        [("Kim Ode", "kim@harbourline.example", "sponsor")] if offers else []
    )
    for each in prepared:
        with pytest.raises(Refused):
            invitation_links.invitation_link(each)
        sent = invitations.send_again(by=person, invitation=each, now=now)
        account = Account(name="Kim Ode", email=sent.address, password="correct horse battery")
        acceptance.accept_with_new_account(secret=secret_of(sent), account=account, now=now)
        kim.refresh_from_db()
        assert kim.accepted_at == now


def test_whom_we_expected_is_expected_no_more_once_their_own_side_gave_them_a_seat(cast, now):
    newcomer = person("Lars Nyberg", cast.bright)
    proposal(cast, "Lars Nyberg", newcomer.email.upper())
    assert [row.name for row in expected_by(cast.maya, cast.alliance)] == ["Lars Nyberg"]
    give_seat(by=cast.daniel, alliance=cast.alliance, person=newcomer, role=Role.SPONSOR, now=now)
    assert expected_by(cast.maya, cast.alliance) == []
