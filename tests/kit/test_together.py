"""Queries that are asked in one statement give what each gives by itself."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Count, DecimalField, F, FloatField, Q, Value
from django.test.utils import CaptureQueriesContext

from allied.alliances.attachments.models import Attachment
from allied.alliances.models import Alliance, Party, Seat
from allied.kit.together import together
from allied.people.models import Organisation, Person


def fields(row):
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}


def same(*queries):
    """What both ways give, with every stored value, from one statement."""
    with CaptureQueriesContext(connection) as seen:
        found = together(*queries)
    assert len(seen) == 1
    for query, rows in zip(queries, found, strict=True):
        alone = list(query.all())
        assert rows == alone
        if alone and hasattr(alone[0], "_meta"):
            assert [fields(row) for row in rows] == [fields(row) for row in alone]
    return found


def test_rows_come_as_they_are_stored_each_reader_gets_their_own(cast):
    for person in (cast.maya, cast.daniel, cast.zed, cast.nobody):
        same(
            Alliance.objects.visible_to(person).order_by("-created_at", "pk"),
            Organisation.objects.visible_to(person).order_by("name"),
            Seat.objects.visible_to(person).order_by("given_at", "pk")[:2],
        )


def test_joined_rows_come_with_them(cast):
    rows = Seat.objects.visible_to(cast.maya).order_by("-given_at", "pk")
    wide = rows.select_related(
        "person__organisation", "deputy__organisation", "organisation", "alliance"
    )
    seats, parties = same(wide, Party.objects.visible_to(cast.maya).select_related("organisation"))
    with CaptureQueriesContext(connection) as seen:
        assert [s.person.organisation for s in seats] == [s.person.home for s in wide]
        people = {s.person_id: fields(s.person) for s in seats}
        assert {p.organisation.name for p in parties}
    assert len(seen) == 1
    for person in Person.objects.visible_to(cast.maya).filter(pk__in=people):
        assert fields(person) == people[person.pk]


def test_counts_named_columns_numbers_and_words_keep_their_kind(cast):
    odd = '"quoted", {curly} 100% é\n\\ \u2028'
    rows = Seat.objects.visible_to(cast.maya).annotate(
        exact=Value(Decimal("12345678.90"), DecimalField(max_digits=12, decimal_places=2)),
        near=Value(0.1 + 0.2, FloatField()),
        none=Value(None, FloatField()),
        words=Value(odd),
        active=F("person__is_active"),
    )
    counted = (
        rows.order_by().values("role").annotate(n=Count("pk"), m=Count("pk", filter=Q(role="x")))
    )
    first, _, _ = same(
        rows.values_list("pk", "exact", "near", "none", "words", "active").order_by("pk"),
        counted.order_by("role"),
        rows.values_list("pk", flat=True).order_by("-pk"),
    )
    assert first[0][1:5] == (Decimal("12345678.90"), 0.1 + 0.2, None, odd)
    assert first[0][5] is True


def test_what_cannot_match_is_not_asked(cast):
    none = Alliance.objects.visible_to(cast.maya).filter(pk__in=[])
    with CaptureQueriesContext(connection) as seen:
        assert together(none, Party.objects.visible_to(cast.maya).none()) == [[], []]
        assert together() == []
    assert not seen.captured_queries
    one = Alliance.objects.visible_to(cast.maya).filter(pk=uuid4())
    assert same(none, one, Party.objects.visible_to(cast.maya).order_by("pk"))[:2] == [[], []]


def test_a_query_that_prefetches_asks_for_it_as_ever(cast):
    rows = Alliance.objects.visible_to(cast.maya).prefetch_related("parties")
    with CaptureQueriesContext(connection) as seen:
        ((one, *_),) = together(rows.filter(pk=cast.alliance.pk))
        assert len(one.parties.all()) == 2
    assert len(seen) == 2


def test_what_it_cannot_carry_is_refused(cast):
    with pytest.raises(TypeError, match="files"):
        together(Attachment.objects.visible_to(cast.maya).only("content"))
    rows = Seat.objects.visible_to(cast.maya).order_by("given_at").values("role").distinct()
    with pytest.raises(TypeError, match="alone"):
        together(rows)
