"""Statements that are composed once give what a fresh one gives, and refuse what would be frozen in them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import FETCH_RAISE, F

from allied.alliances.models import Alliance, Awaited, Party, Seat
from allied.kit import prepared as house
from allied.kit.prepared import prepared
from allied.people.models import Person


def parties(person, ids):
    return Party.objects.visible_to(person).filter(alliance_id__in=ids).order_by("pk")


def test_each_reader_gets_their_own_rows(cast):
    fast = prepared(parties)
    ids = [cast.alliance.pk, cast.other.pk]
    for person in (cast.maya, cast.daniel, cast.zed, cast.nobody, cast.maya):
        assert fast(person, ids) == list(parties(person, ids))
    assert {row.alliance_id for row in fast(cast.zed, ids)} == {cast.other.pk}
    assert fast(cast.nobody, ids) == []


def test_the_words_are_composed_once_for_each_number_of_values(cast):
    composed = []

    def build(person, ids):
        composed.append(len(ids))
        return parties(person, ids)

    house.CHECKED, before = False, house.CHECKED
    try:
        fast = prepared(build)
        for person, ids in (
            (cast.maya, [cast.alliance.pk]),
            (cast.daniel, [uuid4()]),
            (cast.maya, [cast.alliance.pk, uuid4()]),
            (cast.zed, [cast.alliance.pk, uuid4()]),
            (cast.maya, []),
        ):
            assert fast(person, ids) == list(parties(person, ids))
    finally:
        house.CHECKED = before
    assert composed == [1, 2, 0]


def test_moments_shapes_joins_and_annotations_come_through(cast, now):
    @prepared
    def seats(alliance, moment, *, most):
        rows = Seat.objects.in_system_scope("a test").filter(alliance=alliance)
        rows = rows.filter(given_at__lte=moment).select_related("person")
        return rows.annotate(at=F("person__joined_at")).order_by("given_at", "pk")[:most]

    assert len(seats(cast.alliance, now, most=3)) == 3
    assert len(seats(cast.alliance, now, most=2)) == 2
    assert seats(cast.alliance, now - timedelta(days=9999), most=3) == []
    (first,) = seats(cast.alliance, now, most=1)
    assert first.at == first.person.joined_at
    assert "person" in first._state.fields_cache


def test_rows_come_as_mappings_too(cast):
    @prepared
    def names(person):
        return Alliance.objects.visible_to(person).values("name")

    assert names(cast.zed) == [{"name": cast.other.name}]


def test_a_person_of_no_organisation_is_asked_for_in_other_words(cast):
    def mine(person):
        return Person.objects.filter(organisation_id=person.organisation_id).order_by("pk")

    assert prepared(mine)(cast.host) == list(mine(cast.host))
    assert cast.host in prepared(mine)(cast.host)


def test_what_the_stand_in_cannot_know_is_no_silent_default(cast):
    @prepared
    def colleagues(person):
        rows = Person.objects.filter(organisation_id=person.organisation_id)
        return rows if person.administers_organisation else rows.none()

    with pytest.raises(Exception, match="administers_organisation"):
        colleagues(cast.maya)


def test_walking_a_relation_from_an_argument_is_refused(cast):
    @prepared
    def seats(alliance):
        return alliance.seats.all()

    with pytest.raises(TypeError, match="filter by its id"):
        seats(cast.alliance)


def test_an_answer_that_depends_on_a_value_is_noticed(cast, now):
    @prepared
    def late(person, moment):
        rows = Awaited.objects.visible_to(person)
        return rows.filter(due_at__lt=moment) if moment == now else rows

    late(cast.maya, now - timedelta(days=1))
    with pytest.raises(AssertionError, match="late"):
        late(cast.maya, now)


def test_beyond_its_shapes_it_answers_and_keeps_no_more(cast, monkeypatch):
    composed = []

    @prepared
    def some(person, *, most):
        composed.append(most)
        return Seat.objects.visible_to(person).order_by("given_at", "pk")[:most]

    monkeypatch.setattr(house, "CHECKED", False)
    monkeypatch.setattr(house, "MOST_SHAPES", 2)
    for most in (1, 2, 3, 1, 2, 3):
        assert len(some(cast.maya, most=most)) == most
    assert composed == [1, 2, 3, 3]


def test_how_missing_things_are_fetched_stays_as_it_was_said(cast):
    @prepared
    def rows(person):
        return Party.objects.visible_to(person).fetch_mode(FETCH_RAISE)

    with pytest.raises(Exception, match="organisation"):
        _ = rows(cast.maya)[0].organisation
