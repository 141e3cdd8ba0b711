"""Titles, facts and figures as pure rules: tables of cases."""

from decimal import Decimal

import pytest

from allied.rooms.conflict.naming import person_in
from allied.rooms.conflict.statistics import Past, by_severity, by_step, figures
from allied.rooms.conflict.truth import Line, LineState, Reply, ground, totals, with_unit

PEOPLE = ["Maya Lindqvist", "Pieter de Boer", "Zoë Márquez", "Al Li", "Jean-Luc Petit", ""]


@pytest.mark.parametrize(
    ("title", "name", "is_whole"),
    [
        ("Maya Lindqvist is late", "Maya Lindqvist", True),
        ("maya lindqvist is late", "Maya Lindqvist", True),
        ("Zoe Marquez and the invoice", "Zoë Márquez", True),
        ("PIETER DE BOER: the invoice", "Pieter de Boer", True),
        ("Al Li and the invoice", "Al Li", True),
        ("The promise of Lindqvist", "Maya Lindqvist", False),
        ("Lindqvist’s promise", "Maya Lindqvist", False),
        ("Jean-Luc and the invoice", "Jean-Luc Petit", False),
        ("Boer at the table", "Pieter de Boer", False),
    ],
)
def test_a_title_that_names_somebody_is_found(title, name, is_whole):
    named = person_in(title, PEOPLE)
    assert named is not None
    assert (named.name, named.is_whole) == (name, is_whole)
    assert "Name the matter" in named.sentence


@pytest.mark.parametrize(
    "title",
    [
        "October cost savings: €112 k or €86 k?",
        "The boer and the maya calendar",  # not written like names
        "De facto exclusivity",  # a particle is no name
        "Al Gore rhythms",  # two letters are too few to tell
        "Lindqvistian methods",
        "",
    ],
)
def test_a_title_that_names_the_matter_passes(title):
    assert person_in(title, PEOPLE) is None


def line(value=None, *replies: Reply, withdrawn=False) -> Line:
    return Line(
        party="n",
        value=None if value is None else Decimal(value),
        replies=replies,
        withdrawn=withdrawn,
    )


YES = Reply(party="b", accepts=True)
NO = Reply(party="b", accepts=False, value=Decimal(0))


@pytest.mark.parametrize(
    ("one", "parties", "state", "gap"),
    [
        (line("26"), "nb", LineState.OPEN, None),
        (line("26", YES), "nb", LineState.ACCEPTED, 0),
        (line("26", NO), "nb", LineState.DISPUTED, 26),
        (line("26", Reply(party="b", accepts=False)), "nb", LineState.DISPUTED, None),
        (line(None, YES), "nb", LineState.ACCEPTED, None),
        (line("26", YES), "nbk", LineState.OPEN, None),
        (line("26", YES, Reply(party="k", accepts=True)), "nbk", LineState.ACCEPTED, 0),
        (line("26", YES, Reply(party="k", accepts=False)), "nbk", LineState.DISPUTED, None),
        (line("26", YES, withdrawn=True), "nb", LineState.WITHDRAWN, 0),
        (line("-5", Reply(party="b", accepts=False, value=Decimal(7))), "nb", "disputed", 12),
        (line("26"), "n", LineState.ACCEPTED, 0),
    ],
)
def test_where_a_line_stands_and_how_far_the_numbers_lie_apart(one, parties, state, gap):
    assert one.state(parties) == state
    assert one.gap(list(parties)) == gap


def test_totals_need_a_number_from_every_side_on_every_line():
    """The reconciliation of the design: 112 against 86, of which 86 is common ground."""
    values = ["41.2", "18.6", "12.4", "9.1", "4.7"]
    lines = [line(value, YES) for value in values] + [line("26.0", NO)]
    total = totals(lines, ["n", "b"])
    assert total is not None
    assert dict(total.by_party) == {"n": Decimal("112.0"), "b": Decimal("86.0")}
    assert (total.gap, total.common) == (Decimal("26.0"), Decimal("86.0"))
    states = [one.state("nb") for one in lines]
    assert ground(states, total, "€ k") == "€86 k is common ground; €26 k is open."
    assert totals([*lines, line("3")], ["n", "b"]) is None
    assert totals([line("3", withdrawn=True)], ["n", "b"]) is None
    assert totals([*lines, line("3", withdrawn=True)], ["n", "b"]) == total


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ([], ""),
        ([LineState.WITHDRAWN], ""),
        ([LineState.OPEN], "0 of 1 fact accepted by all."),
        ([LineState.ACCEPTED, LineState.DISPUTED], "1 of 2 facts accepted by all, 1 disputed."),
    ],
)
def test_ground_without_numbers_counts_lines(states, words):
    assert ground(states, None, "") == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("86", "€ k", "€86 k"),
        ("86.50", "€", "€86.5"),
        ("2114", "drops", "2,114 drops"),
        ("3", "", "3"),
    ],
)
def test_a_number_is_said_with_its_unit(value, unit, words):
    assert with_unit(Decimal(value), unit) == words


def past(days=None, step=None, severity=2, state="settled") -> Past:
    return Past(severity=severity, state=state, days=days, settled_step=step)


class TestFigures:
    """Counts always; a median and a share only from the minimum on."""

    def test_too_little_data_is_said_with_how_much_there_is(self):
        found = figures([past(3, 0), past(9, 1), past(state="open")], fewest=3)
        assert (found.opened, found.open, found.settled, found.at_first_step) == (3, 1, 2, 1)
        assert (found.median_days, found.first_step) == (None, None)
        assert found.says == "Too little data: 2 of 3 settled conflicts"

    def test_from_the_minimum_on_the_median_carries_its_n(self):
        found = figures([past(2, 0), past(6, 0), past(40, 3)], fewest=3)
        assert (found.median_days, found.first_step) == (6.0, pytest.approx(2 / 3))
        assert found.says == "6 working days (n = 3)"
        assert figures([past(1, 0), past(1, 0), past(1, 0)], fewest=3).says.startswith(
            "1 working day ("
        )
        even = figures([past(2, 0), past(3, 0)], fewest=2)
        assert even.says == "2.5 working days (n = 2)"

    def test_withdrawn_and_open_ones_never_enter_the_median(self):
        found = figures([past(4, 0), past(state="withdrawn"), past(99, 0, state="open")], fewest=1)
        assert (found.median_days, found.withdrawn, found.settled) == (4.0, 1, 1)

    def test_nothing_is_no_reason_to_fail(self):
        found = figures([], fewest=3)
        assert (found.opened, found.median_days) == (0, None)

    def test_by_severity_the_gravest_first_and_by_step_the_first_first(self):
        all_of = [past(4, 2, severity=1), past(1, 0, severity=3), past(2, 0, severity=3)]
        assert list(by_severity(all_of, fewest=1)) == [3, 1]
        steps = by_step([*all_of, past(state="open")], fewest=1)
        assert {step: one.settled for step, one in steps.items()} == {0: 2, 2: 1}
        assert steps[2].median_days == 4.0
