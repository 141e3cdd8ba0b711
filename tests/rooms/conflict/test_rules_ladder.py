"""Ladders that can be climbed to an end, and those that cannot, each with what would be accepted."""

from dataclasses import replace

import pytest

from allied.alliances.models import Role
from allied.rooms.conflict.ladder import (
    Ladder,
    Step,
    StepKind,
    as_plain,
    built_in,
    chained,
    changes,
    from_plain,
    ladder_digest,
    problems,
    tidied,
)
from allied.rooms.conflict.limits import limits

PARTIES = {"n": "Northwind", "b": "Brightleaf"}


def step(key: str, to: str = "", **more) -> Step:
    said = {"name": key.title(), "role": "sponsor", "days": 5}
    return Step(id=key, to=to, **(said | more))


def found(*steps: Step, end: str = "The court of Utrecht") -> list[str]:
    ladder = Ladder(steps=steps, end=end)
    return problems(ladder, roles=Role.values, parties=PARTIES, limits=limits())


def test_the_built_in_ladder_is_the_one_of_the_field_study_and_can_be_climbed():
    """field.md 3.7: pair 2, managers 3, council 5, sponsors 5, steering 10, mediation 20, then the contract."""
    ladder = built_in()
    assert [one.days for one in ladder.in_order] == [2, 3, 5, 5, 10, 20]
    assert ladder.in_order[-1].kind is StepKind.MEDIATION
    assert ladder.days == 45
    assert found(*ladder.steps, end=ladder.end) == []


CASES = [
    ("no step at all", [], ["The ladder has no step"]),
    ("a circle", [step("a", "b"), step("b", "a")], ["goes in a circle: A → B → A"]),
    ("a step to itself", [step("a", "a")], ["goes in a circle: A → A"]),
    ("a circle further up", [step("a", "b"), step("b", "c"), step("c", "b")], ["in a circle"]),
    ("a step that does not exist", [step("a", "x")], ["“x”, which does not exist"]),
    ("a step nobody reaches", [step("a"), step("b")], ["No step leads to “B”"]),
    ("zero days", [step("a", days=0)], ["Give 1 to 120 working days"]),
    ("negative days", [step("a", days=-3)], ["Give 1 to 120 working days"]),
    ("too many days", [step("a", days=121)], ["Give 1 to 120 working days"]),
    ("an unknown role", [step("a", role="king")], ["owned by “king”", "An owner is sponsor"]),
    (
        "an unknown role on one side",
        [step("a", owners={"n": "king"})],
        ["owned by “king”"],
    ),
    (
        "a company that is no party",
        [step("a", owners={"x": "sponsor"})],
        ["no party", "Northwind and Brightleaf"],
    ),
    ("no name", [step("a", name=" ")], ["has no name"]),
    ("a huge name", [step("a", name="x" * 81)], ["at most 80 fit"]),
    ("a huge task", [step("a", tries="x" * 501)], ["at most 500 fit"]),
    ("an unreadable name", [step("a", name="A\x07")], ["nobody can read"]),
    ("one id twice", [step("a", "b"), step("b", "a"), step("a")], ["Two steps have the id “a”"]),
    (
        "too many steps",
        list(chained([step(f"s{n}") for n in range(11)])),
        ["11 steps; at most 10"],
    ),
]


@pytest.mark.parametrize(("steps", "says"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_cannot_be_climbed_is_refused_and_says_what_would_be_accepted(steps, says):
    sentences = " ".join(found(*steps))
    for words in says:
        assert words in sentences


@pytest.mark.parametrize("end", ["", "  ", "x" * 201])
def test_a_ladder_says_what_holds_at_its_end(end):
    assert found(step("a"), end=end)


def test_an_sla_shorter_than_a_week_is_allowed():
    assert found(step("a", days=1)) == []


def test_content_survives_being_written_and_read_and_its_digest_tells_every_change():
    ladder = built_in()
    assert from_plain(as_plain(ladder)) == ladder
    first = ladder.steps[0]
    for more in (
        {"days": 3},
        {"name": "Pair"},
        {"role": "sponsor"},
        {"tries": "Talk"},
        {"to": ""},
        {"owners": {"n": "sponsor"}},
        {"kind": StepKind.MEDIATION},
    ):
        other = replace(ladder, steps=(replace(first, **more), *ladder.steps[1:]))
        assert ladder_digest(other) != ladder_digest(ladder), more
    assert ladder_digest(replace(ladder, end="Court")) != ladder_digest(ladder)


def test_an_owner_can_differ_from_side_to_side():
    one = step("a", owners={"n": "operational lead"})
    assert (one.role_of("n"), one.role_of("b")) == ("operational lead", "sponsor")
    assert found(one) == []


def test_changes_are_said_in_words():
    old = Ladder(steps=chained([step("a"), step("b")]), end="Court")
    new = Ladder(steps=chained([step("a", days=7, name="First"), step("c")]), end="Arbitration")
    assert changes(old, new) == [
        "C is new",
        "B is gone",
        "A is called First",
        "First has 7 working days, not 5",
        "at the end: Arbitration",
    ]
    assert changes(old, old) == []
    swapped = Ladder(steps=chained([step("b"), step("a")]), end="Court")
    assert changes(old, swapped) == ["the order is another one"]


def test_one_text_has_one_spelling():
    ladder = tidied(Ladder(steps=(step("a", name="  Cafe\u0301  team "),), end=" The  court "))
    assert (ladder.steps[0].name, ladder.end) == ("Café team", "The court")
