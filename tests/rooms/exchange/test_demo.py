"""The story of the demo: told by the real commands, in the order of time."""

from datetime import UTC, datetime, timedelta

import pytest

from allied.people.doors import system_scope
from allied.record.models import Entry
from allied.rooms.conflict.models import Conflict
from allied.rooms.diligence.models import Risk
from allied.rooms.exchange.demo.story import load_demo
from allied.rooms.exchange.demo.threads import tell
from allied.rooms.governance.models import Decision

NOW = datetime(2026, 11, 17, 14, 40, tzinfo=UTC)
HOUR = timedelta(hours=1)


def thread(heard, name, *hours):
    for one in hours:
        yield NOW + one * HOUR
        heard.append((name, one))


def test_threads_are_told_in_the_order_of_time():
    heard = []
    tell([thread(heard, "a", 1, 5), thread(heard, "b", 2, 3, 9), thread(heard, "c")])
    assert heard == [("a", 1), ("b", 2), ("b", 3), ("a", 5), ("b", 9)]


def test_of_two_at_one_moment_the_first_in_the_list_goes_first():
    heard = []
    tell([thread(heard, "a", 2, 2), thread(heard, "b", 1, 2)])
    assert heard == [("b", 1), ("a", 2), ("a", 2), ("b", 2)]


def test_a_thread_cannot_act_in_the_past():
    heard = []
    with pytest.raises(ValueError, match="cannot go back"):
        tell([thread(heard, "a", 3, 1)])
    assert heard == [("a", 3)]


@pytest.mark.django_db
def test_what_the_record_says_happened_when_it_happened(settings, tmp_path):
    """A moment before the newest entry is written as that of the newest; the demo never needs it."""
    settings.DATA = tmp_path
    (tmp_path / "demo-password").write_text("a common password")
    demo = load_demo(password="a common password", now=NOW)
    with system_scope("reading the demo"):
        entries = Entry.objects.in_system_scope("reading the demo").filter(
            log__alliance=demo.alliance
        )
        said = {(entry.kind, entry.subject_id): entry.at for entry in entries.order_by("-seq")}
        for model, kind, moment in (
            (Decision, "governance.decision.raised", "raised_at"),
            (Conflict, "conflict.matter.raised", "raised_at"),
            (Risk, "diligence.risk.registered", "registered_at"),
        ):
            rows = model.objects.visible_to(demo["Maya"]).filter(
                alliance=demo.alliance, audience="joint"
            )
            found = {row.pk: getattr(row, moment) for row in rows}
            assert len(found) > 1
            assert found == {pk: said[kind, pk] for pk in found}
        late = Decision.objects.visible_to(demo["Maya"]).get(number=5)
        history = entries.filter(subject_id=late.pk).order_by("seq")
    assert late.escalated_at is not None
    assert [entry.kind.rpartition(".")[2] for entry in history][:5] == [
        "raised",
        "given",
        "reminded",
        "reminded",
        "escalated",
    ]
    assert late.raised_at < NOW - timedelta(days=30)
