"""Who can act on what: written down, looked through with rights and risks, private things apart."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allied.alliances import commands as alliances
from allied.alliances.models import Seat
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.people.scope import JOINT, OURS
from allied.record.story import line_of
from allied.rooms.diligence import commands
from allied.rooms.diligence.commands.noting import ItemContent
from allied.rooms.diligence.holdings import joint_items
from allied.rooms.diligence.models import ManagedItem
from allied.rooms.diligence.queries.single_points import joint_points, own_points, points_of
from allied.rooms.diligence.single_points import Item
from allied.rooms.governance.commands.blueprint import start_governance
from tests.conftest import NOON
from tests.rooms.diligence.stage import (
    control,
    entries,
    kinds,
    plain,
    private,
    risk,
    size,
)

LATER = NOON + timedelta(days=1)


def note(cast, name="Route planning", *, by=None, audience=JOINT, **said):
    half = {"kind": "system", "people": [cast.maya]} | said
    return commands.note_item(
        by=by or cast.maya,
        alliance=cast.alliance,
        said=ItemContent(name=name, **half),
        audience=audience,
        now=NOON,
    )


def points(cast, now=NOON):
    return joint_points(cast.alliance, now, now.date())


def test_rights_risks_and_things_written_down_are_looked_through_together(cast):
    start_governance(by=cast.maya, alliance=cast.alliance, now=NOON)
    risk(cast, holder=cast.ben)
    note(cast, critical=True)
    kinds_ = {item.kind for item in joint_items(cast.alliance, NOON)}
    assert kinds_ == {"decision right", "forum", "risk", "system"}
    found = points(cast)
    sole = {one.item.label: (found.called(one.person), one.red) for one in found.sole}
    assert sole["Route planning"] == ("Maya Lindqvist", True)
    assert sole["R-1 Cold chain breaks in winter"] == ("Ben Sato", True)
    assert sole["Commercial terms, Northwind"] == ("Tomas Reijnders", True)
    assert "Delivery trade-offs, Brightleaf" in {item.label for item in found.orphans}


def test_what_somebody_promised_to_do_about_a_risk_hangs_on_them(cast):
    made = risk(cast, holder=cast.ben)
    first = control(cast, made, holder=cast.carl)
    control(cast, made, text="Somebody will")
    control(cast, private(cast), holder=cast.tomas)
    promised = [item for item in joint_items(cast.alliance, NOON) if item.kind == "action"]
    assert [(item.label, item.critical, item.people) for item in promised] == [
        ("R-1 Loggers on each route", True, (str(cast.carl.pk),))
    ]
    commands.place_control(by=cast.maya, control=first, evidence="Report 7", now=NOON)
    assert "action" not in {item.kind for item in joint_items(cast.alliance, NOON)}


def test_who_has_left_can_act_on_nothing(cast):
    made = risk(cast, holder=cast.carl)
    assert [one.person for one in points(cast).sole] == [str(cast.carl.pk)]
    seat = cast.alliance.seats.get(person=cast.carl)
    alliances.end_seat(by=cast.maya, seat=seat, now=NOON)
    found = points(cast, LATER)
    assert found.sole == ()
    assert [item.id for item in found.orphans] == [str(made.pk)]


def test_a_second_person_or_a_deputy_ends_a_sole_ownership(cast):
    note(cast, "Two can", people=[cast.maya, cast.ben])
    note(cast, "One can")
    assert [one.item.label for one in points(cast).sole] == ["One can"]
    seat = Seat.objects.visible_to(cast.maya).get(person=cast.maya)
    seat.deputy = cast.tomas
    seat.save(update_fields=["deputy"])
    assert points(cast).sole == ()


def test_leave_of_everybody_who_can_act_is_shown_for_the_next_quarter(cast):
    note(cast, "Only Maya", critical=True)
    seat = Seat.objects.visible_to(cast.maya).get(person=cast.maya)
    seat.absent_from, seat.absent_until = date(2026, 4, 6), date(2026, 4, 17)
    seat.save(update_fields=["absent_from", "absent_until"])
    (gap,) = points(cast).gaps
    assert (gap.item.label, gap.period.first, gap.period.last) == (
        "Only Maya",
        date(2026, 4, 6),
        date(2026, 4, 17),
    )


def test_private_things_count_in_no_joint_figure(cast):
    note(cast, "Joint")
    before = points(cast)
    note(cast, "Ours", audience=OURS, critical=True)
    risk(cast, audience=OURS, holder=cast.maya)
    assert points(cast) == before
    mine = own_points(cast.maya, cast.alliance, NOON, NOON.date())
    assert [one.item.label for one in mine.sole] == ["Ours"]
    theirs = own_points(cast.daniel, cast.alliance, NOON, NOON.date())
    assert theirs.items == 0


def test_what_is_written_down_is_told_and_can_be_changed_and_removed(cast):
    made = note(cast, people=[cast.maya, cast.ben])
    said = line_of(entries().last()).sentence
    assert said == (
        "Maya Lindqvist noted who can act on Route planning: Maya Lindqvist and Ben Sato"
    )
    change = {"by": cast.daniel, "item": made, "now": LATER}
    words = ItemContent(name="Route planning", kind="system", people=[cast.ben])
    changed = commands.change_item(**change, said=words, version=1)
    assert changed.people == [str(cast.ben.pk)]
    with pytest.raises(Outdated):
        commands.change_item(**change, said=words, version=1)
    commands.remove_item(**change)
    with pytest.raises(Refused, match="removed"):
        commands.remove_item(**change)
    assert kinds() == [f"diligence.item.{one}" for one in ("noted", "changed", "removed")]
    assert points(cast).items == 0


WRITERS = {"maya", "tomas", "ingrid", "jonas", "daniel", "rachel", "hannah", "ben"}


def test_who_may_write_down(cast):
    for name, person in cast.everybody().items():
        before = size()
        if name in WRITERS:
            note(cast, name, by=person, people=[])
            assert size() == before + 1, name
        else:
            with pytest.raises(NotAllowed):
                note(cast, name, by=person, people=[])
            assert size() == before, name


def test_what_cannot_be_written_down_is_refused_at_its_field(cast):
    theirs = note(cast, "Theirs", audience=OURS, by=cast.daniel, people=[])
    no_system = note(cast, "A recipe", kind="knowledge")
    for said, field in (
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"kind": "wizardry"}, "kind"),
        ({"people": [cast.zed]}, "people"),
        ({"people": [cast.olga]}, "people"),
        ({"needs": [theirs]}, "needs"),
        ({"needs": [no_system]}, "needs"),
    ):
        with pytest.raises(Refused) as refusal:
            note(cast, **{"name": "Fine"} | said)
        assert refusal.value.field == field, said
    with pytest.raises(Refused):
        note(cast, "Ours", audience=OURS, people=[cast.ben])


def test_the_pages_write_down_change_and_remove(cast, browse):
    who = browse(cast.maya)
    assert "Nothing is written down yet." in plain(who.open("/single-points"))
    form = {"name": "Data feed", "kind": "system", "people": [str(cast.ben.pk)], "critical": "on"}
    who.send("/single-points/new", form)
    made = ManagedItem.objects.visible_to(cast.daniel).get()
    text = plain(browse(cast.daniel).open("/single-points"))
    assert "For one of 1 thing only one person can act. One of them is critical." in text
    assert "Data feed System · only Ben Sato Critical" in text
    need = {"name": "Planning", "kind": "knowledge", "needs": [str(made.pk)]}
    who.send("/single-points/new", need)
    assert "1 thing stops with it" in plain(who.open("/single-points"))
    changed = form | {"people": [str(cast.ben.pk), str(cast.maya.pk)], "version": "1"}
    who.send(f"/single-points/{made.pk}", changed)
    assert "Somebody changed this" in plain(
        who.send(f"/single-points/{made.pk}", changed, status=422)
    )
    assert "Name is missing." in plain(
        who.send("/single-points/new", form | {"name": ""}, status=422)
    )
    who.send(f"/single-points/{made.pk}/removal")
    assert ManagedItem.objects.visible_to(cast.maya).filter(removed_at__isnull=True).count() == 1
    browse(cast.olga).send("/single-points/new", form, status=403)


def test_own_things_stand_apart_and_are_no_address_for_the_partner(cast, browse):
    browse(cast.maya).send("/single-points/own/new", {"name": "Key account", "kind": "channel"})
    mine = ManagedItem.objects.visible_to(cast.maya).get()
    assert mine.audience == OURS
    assert "Only Northwind sees this." in plain(browse(cast.maya).open("/single-points"))
    assert 'data-aud="private"' in browse(cast.maya).open(f"/single-points/{mine.pk}")
    assert "Key account" not in browse(cast.daniel).open("/single-points")
    assert "Key account" not in browse(cast.carl).open("/single-points")
    for path in (f"/single-points/{mine.pk}", f"/single-points/{mine.pk}/removal"):
        browse(cast.daniel).open(path, status=404)


def test_the_page_asks_as_often_for_thirty_things_as_for_one(cast, browse):
    start_governance(by=cast.maya, alliance=cast.alliance, now=NOON)
    note(cast)
    who = browse(cast.maya)
    who.open("/single-points")

    def asked():
        with CaptureQueriesContext(connection) as seen:
            who.open("/single-points")
        return len(seen)

    one = asked()
    for n in range(30):
        note(cast, f"System {n}", people=[cast.maya, cast.ben])
        note(cast, f"Ours {n}", audience=OURS)
    assert asked() == one


def test_people_who_left_their_seat_no_longer_carry_a_right(cast):
    start_governance(by=cast.maya, alliance=cast.alliance, now=NOON)
    seat = Seat.objects.visible_to(cast.maya).get(person=cast.tomas)
    extra = alliances.place_in_seat(
        by=cast.tomas, alliance=cast.alliance, person=cast.jonas, role="sponsor", now=NOON
    )
    assert extra.role == "sponsor"
    labels = {one.item.label for one in points(cast).sole}
    assert "Commercial terms, Northwind" not in labels
    seat.ended_at = NOON
    seat.save(update_fields=["ended_at"])
    found = points(cast, LATER)
    owners = {one.item.label: found.called(one.person) for one in found.sole}
    assert owners["Commercial terms, Northwind"] == "Jonas Weber"


def test_many_people_are_counted_and_not_all_named(cast, browse, monkeypatch):
    many = [
        Item(kind="system", id=str(n), label=f"S{n}", people=(f"person {n}",)) for n in range(24)
    ]
    found = points_of(many, [], NOON.date(), {})
    view = "allied.rooms.diligence.views.single_points.joint_points"
    monkeypatch.setattr(view, lambda alliance, now, today: found)
    text = plain(browse(cast.maya).open("/single-points"))
    assert "and 5 others are away, 13 of 24 things have nobody." in text
    assert "(HHI 0.04)" in text


def test_the_answer_reads_well_when_nothing_hangs_on_one_person(cast, browse):
    note(cast, people=[cast.maya, cast.ben])
    text = plain(browse(cast.maya).open("/single-points"))
    assert "Nothing hangs on one person alone." in text
    assert "For no of" not in text
