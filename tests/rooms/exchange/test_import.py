"""A workbook comes in whole or not at all, and brings nobody in who did not agree."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from allied.alliances.acceptance import accept_with_new_account
from allied.alliances.invitation_links import invitation_link
from allied.alliances.invitations import invite_partner
from allied.alliances.models import Alliance, Invitation, Party, ProposedMember, Seat
from allied.people.homes import Account, Home
from allied.people.models import Organisation, Person
from allied.record.models import Entry
from allied.rooms.exchange.models import KeptWorkbook
from allied.rooms.exchange.outcome import Unimportable, report_of
from allied.rooms.governance import rights
from allied.rooms.governance.as_rules import blueprint_of
from allied.rooms.governance.models import Blueprint
from allied.rooms.thesis.commands.drafting import change_section
from allied.rooms.thesis.content import ThesisContent, from_json
from allied.rooms.thesis.items import ScopeKind
from allied.rooms.thesis.models import Thesis, ThesisVersion
from allied.rooms.thesis.sections import Unfit, section_plain
from tests.conftest import NOON
from tests.rooms.exchange.stage import (
    BROKEN,
    CLEAN,
    MESSY,
    as_raw,
    book_of,
    bring,
    entries,
    kinds,
    raw_of,
    zoe,
)


def thesis_in(alliance) -> ThesisContent:
    rows = ThesisVersion.objects.in_system_scope("test").filter(alliance=alliance)
    return from_json(rows.get().content)


def blueprint_in(alliance) -> rights.Blueprint:
    return blueprint_of(Blueprint.objects.in_system_scope("test").get(alliance=alliance))


def changed(**values) -> bytes:
    return as_raw(replace(book_of(raw_of(CLEAN)), **values))


def problems(by, raw) -> list[str]:
    with pytest.raises(Unimportable) as refusal:
        bring(by, raw)
    return [str(problem) for problem in refusal.value.problems]


def test_the_clean_workbook_becomes_an_alliance_with_thesis_and_governance(cast):
    alliance = bring(cast.maya).alliance
    content = thesis_in(alliance)
    assert (alliance.name, alliance.kind) == ("Harbour Cold Chain", "market entry")
    assert content.objective.startswith("Reach independent grocers")
    assert [outcome.due for outcome in content.outcomes][:2] == [
        date(2027, 12, 31),
        date(2028, 2, 29),
    ]
    assert content.outcomes[2].baseline == Decimal("31.5")
    assert len(content.scope_of(ScopeKind.NON_GOAL)) == 3
    assert [right.sla_days for right in blueprint_in(alliance).rights] == [10, 15, 20, 5]


def test_who_imports_owns_what_is_theirs_and_names_the_partner_they_hope_for(cast):
    content = thesis_in(bring(cast.maya).alliance)
    assert {outcome.owner for outcome in content.outcomes} == {
        str(cast.north.pk),
        "Kestrel Logistics",
    }


def test_the_messy_workbook_comes_in_whole_and_says_what_it_left_out(db):
    done = bring(zoe(), MESSY)
    content = thesis_in(done.alliance)
    assert len(content.outcomes) == 3
    assert content.outcomes[0].target == Decimal(2400)
    assert any("Old numbers 2024" in note for note in done.notes)
    assert blueprint_in(done.alliance).forums[0].rhythm == "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH"


def test_days_keep_their_capital_on_the_pages_of_an_imported_alliance(db):
    by = zoe()
    alliance = bring(by, MESSY).alliance
    browse = Client()
    browse.force_login(by, backend="allied.people.backends.WithHome")
    for room in ("governance", "annex"):
        page = browse.get(f"/alliances/{alliance.pk}/{room}").content.decode()
        assert "very third month on the second Thursday" in page
        assert "second thursday" not in page


def test_the_partner_is_invited_with_the_words_of_the_workbook(db):
    by = zoe()
    alliance = bring(by, MESSY).alliance
    browse = Client()
    browse.force_login(by, backend="allied.people.backends.WithHome")
    page = browse.get(f"/alliances/{alliance.pk}/partners").content.decode()
    for said in ("Universidade do Atlântico", "João Àlvares", "joao.alvares@uatl.example"):
        assert f'value="{said}"' in page


def test_the_broken_workbook_is_refused_with_all_fourteen_problems_and_nothing_is_written(cast):
    before = (entries(), Person.objects.count())
    assert len(problems(cast.maya, raw_of(BROKEN))) == 14
    assert (entries(), Person.objects.count()) == before
    assert Alliance.objects.in_system_scope("test").count() == 2  # those of the cast


def test_own_people_are_invited_or_seated_and_the_partners_are_only_proposed(cast):
    people, homes = (
        Person.objects.count(),
        Organisation.objects.in_system_scope("test").count(),
    )
    cast.nobody.email = "priya.bose@northwind.example"
    cast.nobody.save()
    done = bring(cast.maya)
    assert done.seated == ["Priya Bose"]
    assert done.invited == ["Tomas Reyes", "Sanne Kuipers"]
    assert done.proposed == ["Jonas Wirth", "Helga Brandt", "Emre Aydin", "Nina Falk"]
    assert Person.objects.count() == people
    assert Organisation.objects.in_system_scope("test").count() == homes
    parties = Party.objects.in_system_scope("test").filter(alliance=done.alliance)
    assert [party.organisation for party in parties] == [cast.north]
    invited = Invitation.objects.in_system_scope("test").get(address__startswith="sanne")
    assert (invited.role, invited.discipline) == ("approver", "legal")


def test_proposals_are_seen_by_our_side_only(cast):
    alliance = bring(cast.maya).alliance
    assert ProposedMember.objects.visible_to(cast.maya).filter(alliance=alliance).count() == 4
    assert not ProposedMember.objects.visible_to(cast.zed).filter(alliance=alliance).exists()


def test_the_joint_record_and_the_own_log_tell_it(cast):
    alliance = bring(cast.maya).alliance
    assert kinds(alliance) == [
        "alliance.alliance.started",
        "alliance.party.joined",
        "alliance.seat.given",
        "thesis.thesis.started",
        *["diligence.risk.registered"] * 3,
        "governance.blueprint.started",
    ]
    own = Entry.objects.in_system_scope("test").filter(kind="exchange.workbook.imported").get()
    assert (own.audience, own.owner_id) == ("ours", cast.north.pk)


def test_the_kept_workbook_is_private_to_the_side_that_brought_it(cast, demo):
    done = bring(cast.maya, activate_demo=True)
    partner = Person.objects.with_address("jonas.wirth@kestrel.example")
    assert Alliance.objects.visible_to(partner).filter(pk=done.alliance.pk).exists()
    assert KeptWorkbook.objects.visible_to(cast.maya).get().file_name == "harbour.xlsx"
    assert not KeptWorkbook.objects.visible_to(partner).exists()


def test_who_is_let_in_at_once_shares_the_common_password(cast, demo):
    bring(cast.maya, activate_demo=True)
    partner = Person.objects.with_address("jonas.wirth@kestrel.example")
    assert partner.check_password(demo)


def test_a_workbook_of_another_organisation_is_refused_at_its_cell(cast):
    found = problems(cast.daniel, raw_of(CLEAN))
    assert any(line.startswith("Alliance!B3: “Northwind Foods” is not") for line in found), found


def test_an_address_of_a_known_person_elsewhere_is_refused_at_its_cell(cast):
    book = book_of(raw_of(CLEAN))
    people = (*book.people[:2], replace(book.people[2], email=cast.daniel.email), *book.people[3:])
    before = entries()
    assert problems(cast.maya, changed(people=people)) == [
        "People!B4: this address belongs to another organisation than Northwind Foods: "
        "accepted is an address of that organisation"
    ]
    assert entries() == before


def test_an_import_does_not_tell_who_else_has_an_account(cast):
    book = book_of(raw_of(CLEAN))
    people = (*book.people[:2], replace(book.people[2], email=cast.zed.email), *book.people[3:])
    assert "Priya Bose" in bring(cast.maya, changed(people=people)).invited


def test_a_colleague_who_left_is_named_as_a_problem(cast):
    cast.nobody.email, cast.nobody.is_active = "priya.bose@northwind.example", False
    cast.nobody.save()
    assert problems(cast.maya, raw_of(CLEAN))[0].startswith("People!B4: Nora Nobody has left")


def test_what_the_thesis_cannot_hold_is_named_at_its_cell(cast):
    book = book_of(raw_of(CLEAN))
    outcomes = (*book.outcomes[:1], replace(book.outcomes[1], unit="x" * 60))
    assert problems(cast.maya, changed(outcomes=outcomes))[0].startswith("Outcomes!D3: ")


def test_a_person_who_owns_an_outcome_stands_for_their_company(cast, demo):
    book = book_of(raw_of(CLEAN))
    outcomes = (replace(book.outcomes[0], owner="Emre Aydin"), *book.outcomes[1:])
    done = bring(cast.maya, changed(outcomes=outcomes), activate_demo=True)
    kestrel = Organisation.objects.in_system_scope("test").filter(name="Kestrel Logistics")
    assert thesis_in(done.alliance).outcomes[0].owner in {str(one.pk) for one in kestrel}
    assert any("Emre Aydin stays in the workbook" in note for note in done.notes)


def test_words_of_the_matrix_become_what_governance_knows(cast):
    book = book_of(raw_of(CLEAN))
    first, second, *_ = book.decision_rights
    rows = (
        replace(first, escalation="Sponsors"),
        replace(second, joint="sometimes", joint_condition="over 50,000 EUR"),
    )
    blueprint = blueprint_in(bring(cast.maya, changed(decision_rights=rows)).alliance)
    one, two = blueprint.rights
    assert one.escalation.to == rights.SPONSORS
    assert (one.as_needed, two.as_needed) == (False, True)
    assert (two.joint, two.condition) == (rights.Joint.SOMETIMES, "over 50,000 EUR")


@pytest.mark.parametrize("role", ["sponsor", "approver", "observer"])
def test_whoever_imports_can_invite_whatever_their_row_says(cast, role):
    book = book_of(raw_of(CLEAN))
    people = (replace(book.people[0], role=role, title="Legal counsel"), *book.people[1:])
    done = bring(cast.maya, changed(people=people))
    seats = Seat.objects.in_system_scope("test").filter(alliance=done.alliance, person=cast.maya)
    assert {seat.role for seat in seats} == {role, "alliance manager"}
    assert len(done.invited) == 3


def test_a_rehearsal_says_what_would_be_created_and_writes_nothing(cast):
    before = entries()
    done = bring(cast.maya, rehearse=True)
    assert entries() == before
    assert not KeptWorkbook.objects.in_system_scope("test").exists()
    assert report_of(done, rehearsed=True)[0].endswith("can be imported; nothing was written.")
    assert any("invited to your organisation" in line for line in report_of(done, rehearsed=True))


def test_a_file_that_is_no_workbook_is_one_problem(cast):
    (line,) = problems(cast.maya, b"PK not a zip")
    assert line.startswith("The file: ")


def _kestrel_joins(cast, alliance, invited_as: str, called: str) -> Organisation:
    row = invite_partner(
        by=cast.maya,
        alliance=alliance,
        organisation_name=invited_as,
        address="jonas.wirth@kestrel.example",
        now=NOON,
    )
    account = Account(name="Jonas Wirth", email=row.address, password="correct horse battery")
    secret = invitation_link(row).rsplit("/", 1)[1]
    home = Home(name=called, short_name="Kestrel", colour=4)
    return accept_with_new_account(secret=secret, account=account, home=home, now=NOON).home


@pytest.mark.parametrize("called", ["Kestrel Logistics", "Kestrel Logistik GmbH"])
def test_the_partner_that_the_workbook_names_is_a_party_of_the_draft_once_it_joins(cast, called):
    cast.rival.name = cast.rival.short_name = "Another"
    cast.rival.save()
    alliance = bring(cast.maya).alliance
    kestrel = _kestrel_joins(cast, alliance, "Kestrel Logistics", called)
    content = thesis_in(alliance)
    assert {one.owner for one in content.outcomes} == {str(cast.north.pk), str(kestrel.pk)}
    assert [one.what for one in content.brought_by(str(kestrel.pk))] == [
        "Two depots and 24 chilled vans",
        "Route planning team",
    ]
    assert kinds(alliance).count("thesis.partner.named") == 1
    draft = ThesisVersion.objects.in_system_scope("test").get(alliance=alliance)
    assert draft.digest == content.digest()


def test_a_name_that_fits_nobody_stops_no_other_change(cast):
    alliance = bring(cast.maya).alliance
    _kestrel_joins(cast, alliance, "Harbourline", "Harbourline")
    thesis = Thesis.objects.in_system_scope("test").get(alliance=alliance)
    change_section(
        by=cast.maya, thesis=thesis, section="objective", content="Reach all", version=1, now=NOON
    )
    content = thesis_in(alliance)
    assert content.objective == "Reach all"
    assert "Kestrel Logistics" in {one.owner for one in content.outcomes}
    outcomes = section_plain(content, "outcomes")
    outcomes[0]["owner"] = "Nobody at all"
    with pytest.raises(Unfit):
        change_section(
            by=cast.maya, thesis=thesis, section="outcomes", content=outcomes, version=2, now=NOON
        )


def test_members_whom_the_workbook_names_are_offered_once_they_come(cast):
    alliance = bring(cast.maya).alliance
    address = f"/alliances/{alliance.pk}/governance"
    maya, jonas = Client(), Client()
    maya.force_login(cast.maya, backend="allied.people.backends.WithHome")
    cast.rival.name = cast.rival.short_name = "Another"
    cast.rival.save()
    assert "Make them members" not in maya.get(address).content.decode()
    _kestrel_joins(cast, alliance, "Kestrel Logistics", "Kestrel Logistics")
    page = maya.get(address).content.decode()
    assert "Executive steering: Jonas Wirth" in page
    jonas.force_login(
        Person.objects.with_address("jonas.wirth@kestrel.example"),
        backend="allied.people.backends.WithHome",
    )
    assert "Make them members" not in jonas.get(address).content.decode()
    jonas.post(f"{address}/members")
    assert len(blueprint_in(alliance).forums[0].members) == 1
    maya.post(f"{address}/members")
    assert [len(forum.members) for forum in blueprint_in(alliance).forums] == [2, 2, 0]
    assert "Make them members" not in maya.get(address).content.decode()
    size = entries()
    maya.post(f"{address}/members")
    assert entries() == size
