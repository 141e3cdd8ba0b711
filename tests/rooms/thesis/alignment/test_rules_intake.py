"""What may be handed in, the commitment to it, and when the next check is due."""

from datetime import date
from decimal import Decimal

import pytest

from allied.rooms.thesis.alignment.answers import Answer
from allied.rooms.thesis.alignment.asked import Asked, Item
from allied.rooms.thesis.alignment.envelope import commitment, sealed_content
from allied.rooms.thesis.alignment.intake import Unfit, read_answer, refuse_unfinished
from allied.rooms.thesis.alignment.restatement import Restated
from allied.rooms.thesis.alignment.schedule import (
    History,
    Occasion,
    Rhythm,
    months_later,
    next_due,
)

A, B = "org-a", "org-b"
ASKED = Asked(
    parties=(A, B),
    outcomes=tuple(
        Item(f"o{k}", name) for k, name in enumerate(("Revenue", "Stores", "Speed", "Cost"))
    ),
    contributions=(Item("c1", "Depots"), Item("c2", "Filling lines")),
    scope=(Item("s1", "Cans"), Item("s2", "Beans")),
    assumptions=(Item("a1", "Shoppers buy it chilled"),),
)
NAMES = {A: "Northwind", B: "Brightleaf"}


def answer(points=(40, 30, 20, 10), places=(1, 2, 3, 4), **more):
    return Answer(
        points=dict(zip(ASKED.outcome_ids, points, strict=True)),
        places=dict(zip(ASKED.outcome_ids, places, strict=True)),
        **more,
    )


class TestIntake:
    @pytest.mark.parametrize(
        ("content", "where", "says"),
        [
            ("text", "content", "object"),
            ({"points": {"o0": -5}}, "points.o0", "“-5” must be a whole number from 0 to 100"),
            ({"points": {"o0": 101}}, "points.o0", "from 0 to 100"),
            ({"points": {"o0": 12.5}}, "points.o0", "“12.5” must be a whole number"),
            ({"points": {"o0": True}}, "points.o0", "whole number"),
            ({"points": {"o0": "many"}}, "points.o0", "“many” must be a whole number"),
            ({"points": {"o0": "--5"}}, "points.o0", "“--5” must be a whole number"),
            ({"points": {"o9": 10}}, "points.o9", "is not asked about; the ids are o0, o1"),
            ({"points": [40]}, "points", "names each item by its id"),
            ({"places": {"o0": 5}}, "places.o0", "from 1 to 4"),
            (
                {"success": {"o0": {"target": "a lot"}}},
                "success.o0.target",
                "“a lot” is not a number",
            ),
            ({"success": {"o0": {"target": 1.5}}}, "success.o0.target", "“1.5” is not a number"),
            ({"success": {"o0": {"date": "soon"}}}, "success.o0.date", "“soon” is not a date"),
            ({"success": {"o0": {"date": "2027-02-30"}}}, "success.o0.date", "is not a date"),
            ({"success": {"o0": {"date": "9999-01-01"}}}, "success.o0.date", "is not a date"),
            ({"success": {"o0": {"metric": "x" * 301}}}, "success.o0.metric", "at most 300 fit"),
            ({"success": {"o0": {"metric": "a\x00b"}}}, "success.o0.metric", "nobody can read"),
            ({"success": {"o0": {"goal": "x"}}}, "success.o0.goal", "not a known field"),
            ({"success": {"o0": "6000"}}, "success.o0", "metric, unit, target and date"),
            (
                {"brings": {"c1": ["Kestrel"]}},
                "brings.c1",
                "the parties are Northwind and Brightleaf",
            ),
            ({"brings": {"c1": "Northwind"}}, "brings.c1", "list of organisations"),
            ({"scope": {"s1": "maybe"}}, "scope.s1", "“maybe” must be in or out"),
            ({"critical": ["a9"]}, "critical", "“a9” is not asked about"),
            ({"critical": "a1"}, "critical", "list of the ids"),
            ({"more": 5}, "more", "must be text"),
            ({"weights": {}}, "weights", "is not a known field"),
        ],
    )
    def test_what_cannot_be_kept_says_where_and_what_fits(self, content, where, says):
        with pytest.raises(Unfit) as refused:
            read_answer(content, ASKED, NAMES)
        problem = refused.value.problems[0]
        assert problem.where == where
        assert says in problem.sentence

    def test_what_is_begun_is_kept_as_it_is(self):
        found = read_answer(
            {
                "points": {"o0": "40", "o1": None, "o2": ""},
                "success": {
                    "o0": {"metric": " Net sales ", "target": 5, "date": "2027-12-31"},
                    "o1": {},
                },
                "brings": {"c1": ["brightleaf", A], "c2": []},
                "critical": [],
            },
            ASKED,
            NAMES,
        )
        assert found.points == {"o0": 40}
        assert found.success == {
            "o0": Restated(metric="Net sales", target=Decimal(5), due=date(2027, 12, 31))
        }
        assert found.brings == {"c1": (A, B), "c2": ()}
        assert found.critical == ()

    @pytest.mark.parametrize(
        ("points", "places", "says"),
        [
            ((40, 30, 20, 9), (1, 2, 3, 4), "add up to 99; spread exactly 100 (1 left to give)"),
            ((50, 30, 20, 10), (1, 2, 3, 4), "add up to 110; spread exactly 100 (10 too many)"),
            ((40, 30, 20, 10), (1, 1, 3, 4), "places.o1: is 1, as that of “Revenue”"),
        ],
    )
    def test_what_cannot_be_handed_in(self, points, places, says):
        with pytest.raises(Unfit) as refused:
            refuse_unfinished(answer(points, places), ASKED)
        assert refused.value.code == "unfinished"
        assert says in refused.value.sentence

    def test_an_outcome_without_a_place_is_named(self):
        with pytest.raises(
            Unfit, match=r"places\.o3: is missing; give each outcome a place from 1 to 4"
        ):
            refuse_unfinished(Answer(points={"o0": 100}), ASKED)


class TestEnvelope:
    def test_the_commitment_moves_with_every_part_and_never_shows_a_size(self):
        from uuid import UUID

        one, two = UUID(int=1), UUID(int=2)
        short = sealed_content(one, two, "00", [("m-1", "{}")])
        found = {
            commitment(short),
            commitment(sealed_content(one, two, "01", [("m-1", "{}")])),
            commitment(sealed_content(two, two, "00", [("m-1", "{}")])),
            commitment(sealed_content(one, one, "00", [("m-1", "{}")])),
            commitment(sealed_content(one, two, "00", [("m-2", "{}")])),
            commitment(sealed_content(one, two, "00", [("m-1", '{"more":"%s"}' % ("x" * 2000))])),
        }
        assert len(found) == 6
        assert {len(one) for one in found} == {44}
        assert commitment(short) == commitment(short)


class TestSchedule:
    RHYTHM = Rhythm(fresh_days=30, first_days=90, repeat_months=6)

    def due(self, **known):
        found = next_due(History(**{"signed": None, "launch": None} | known), self.RHYTHM)
        return (found.occasion, found.day) if found else None

    @pytest.mark.parametrize(
        ("known", "due"),
        [
            ({}, None),
            ({"signed": date(2026, 3, 2)}, (Occasion.SIGNATURE, date(2026, 3, 2))),
            (
                {"signed": date(2026, 3, 2), "opened": (date(2026, 1, 1),)},
                (Occasion.SIGNATURE, date(2026, 3, 2)),
            ),
            (
                {"signed": date(2026, 3, 2), "opened": (date(2026, 2, 20),)},
                (Occasion.DAY_90, date(2026, 5, 31)),
            ),
            (
                {
                    "signed": date(2026, 3, 2),
                    "launch": date(2026, 6, 1),
                    "opened": (date(2026, 3, 3),),
                },
                (Occasion.DAY_90, date(2026, 8, 30)),
            ),
            (
                {
                    "signed": date(2026, 3, 2),
                    "launch": date(2026, 6, 1),
                    "opened": (date(2026, 3, 3), date(2026, 8, 31)),
                },
                (Occasion.QUARTERS, date(2027, 2, 28)),
            ),
            (
                {
                    "signed": date(2026, 3, 2),
                    "opened": (date(2026, 8, 31),),
                    "sponsors": (date(2026, 1, 1), date(2026, 10, 1)),
                },
                (Occasion.SPONSOR, date(2026, 10, 1)),
            ),
            (
                {
                    "signed": date(2026, 3, 2),
                    "opened": (date(2026, 8, 31), date(2026, 10, 1)),
                    "sponsors": (date(2026, 10, 1),),
                },
                (Occasion.QUARTERS, date(2027, 4, 1)),
            ),
        ],
    )
    def test_what_is_owed_next(self, known, due):
        assert self.due(**known) == due

    @pytest.mark.parametrize(
        ("day", "later"),
        [
            (date(2026, 8, 31), date(2027, 2, 28)),
            (date(2027, 8, 31), date(2028, 2, 29)),
            (date(2026, 6, 15), date(2026, 12, 15)),
            (date(2026, 12, 1), date(2027, 6, 1)),
        ],
    )
    def test_six_months_on(self, day, later):
        assert months_later(day, 6) == later
