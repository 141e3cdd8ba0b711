"""The rules of the annex: what a KPI and the terms may say, and differences between two texts in words."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.kit.reading import Unreadable
from allied.rooms.agreement.annex.comparison import compare
from allied.rooms.agreement.annex.kpis import (
    Direction,
    KpiContent,
    Perspective,
    free_key,
    impossible,
    lacks,
    red_words,
    target_words,
)
from allied.rooms.agreement.annex.terms import PARTS, built_in, checked, with_defaults
from allied.rooms.agreement.annex.text import (
    AnnexText,
    Clause,
    Grid,
    Line,
    Point,
    Section,
    Side,
    as_plain,
    from_plain,
    numbered,
    readable,
    text_digest,
)

D = Decimal
HIGHER, LOWER, BAND = Direction.HIGHER, Direction.LOWER, Direction.BAND


@pytest.mark.parametrize(
    ("figures", "field"),
    [
        ({"target": D(100), "red": D(80)}, ""),
        ({"target": D(100), "red": D(100)}, ""),
        ({"target": D(100), "red": D(120)}, "red"),
        ({"direction": LOWER, "target": D(10), "red": D(20)}, ""),
        ({"direction": LOWER, "target": D(10), "red": D(5)}, "red"),
        ({"direction": BAND, "target": D(40), "target_high": D(60)}, ""),
        ({"direction": BAND, "target": D(40)}, "target_high"),
        ({"direction": BAND, "target_high": D(40)}, "target_high"),
        ({"direction": BAND, "target": D(60), "target_high": D(40)}, "target_high"),
        ({"direction": BAND, "target": D(40), "target_high": D(60), "red": D(50)}, "red"),
        ({"direction": BAND, "target": D(40), "target_high": D(60), "red_high": D(50)}, "red_high"),
        ({"target": D(40), "target_high": D(60)}, "target_high"),
        ({"red": D(60)}, ""),
        ({}, ""),
    ],
)
def test_figures_that_contradict_each_other_are_named(figures, field):
    found = [name for name, _ in impossible(KpiContent(name="x", **figures))]
    assert found == ([field] if field else [])


@pytest.mark.parametrize(
    ("figures", "target", "red"),
    [
        (
            {"target": D(6000), "red": D(4000), "unit": "stores"},
            "at least 6,000 stores",
            "below 4,000 stores",
        ),
        (
            {"direction": LOWER, "target": D("2.5"), "red": D(4), "unit": "%"},
            "at most 2.5%",
            "above 4%",
        ),
        (
            {"direction": BAND, "target": D(1), "target_high": D(2), "red": D(0), "red_high": D(3)},
            "1 to 2",
            "below 0 or above 3",
        ),
        ({}, "", ""),
    ],
)
def test_targets_and_red_lines_read_as_people_say_them(figures, target, red):
    kpi = KpiContent(name="x", **figures)
    assert (target_words(kpi), red_words(kpi)) == (target, red)


def test_what_a_definition_lacks_is_said_in_order():
    assert lacks(KpiContent(name="x")) == [
        "a unit",
        "a formula",
        "a source",
        "an owner",
        "a target",
        "somebody who confirms it",
    ]


@pytest.mark.parametrize(
    ("perspective", "taken", "key"),
    [
        (Perspective.VALUE, set(), "V1"),
        (Perspective.VALUE, {"V1", "V2"}, "V3"),
        (Perspective.EXECUTION, {"V1", "E2"}, "E1"),
    ],
)
def test_a_key_is_the_next_one_of_its_group(perspective, taken, key):
    assert free_key(perspective, taken) == key


def test_every_part_has_a_built_in_content_that_its_own_rules_accept():
    found = built_in()
    for name, part in PARTS.items():
        rows = [dict(row) for row in found[name]]
        assert checked(name, rows) == rows, name
        assert part.title, name


@pytest.mark.parametrize(
    ("part", "content", "where", "what"),
    [
        ("clauses", "x", "clauses", "a list"),
        ("clauses", [3], "clauses[0]", "an object"),
        ("clauses", [{"text": "x"}], "clauses[0].title", "is missing"),
        ("change_steps", [{"text": "x", "days": 0.5}], "change_steps[0].days", "0 to 250"),
        ("change_steps", [{"text": "x", "days": True}], "change_steps[0].days", "0 to 250"),
        ("change_steps", [{"text": "x", "days": -1}], "change_steps[0].days", "0 to 250"),
        ("change_steps", [{"text": "x", "days": "９"}], "change_steps[0].days", "0 to 250"),
        ("clauses", [{"title": 5, "text": "y"}], "clauses[0].title", "a text"),
        ("clauses", [{"title": "x" * 121, "text": "y"}], "clauses[0].title", "at most 120"),
        ("clauses", [{"title": "a\x00b", "text": "y"}], "clauses[0].title", "nobody can read"),
        ("clauses", [{"title": "\ud800", "text": "y"}], "clauses[0].title", "nobody can read"),
        ("clauses", [{"title": "x", "text": "y", "owner": "z"}], "clauses[0].owner", "remove it"),
        (
            "clauses",
            [{"id": "a", "title": "x", "text": "y"}, {"id": "a", "title": "z", "text": "y"}],
            "clauses",
            "appears twice",
        ),
        ("clauses", [{"title": "x", "text": "y"}] * 61, "clauses", "at most 60"),
        ("reporting", [], "reporting", "exactly one"),
        ("reporting", {"period": "day"}, "reporting[0].period", "one of: week, month"),
        ("reporting", {"period": "month"}, "reporting[0].figures_days", "is missing"),
    ],
)
def test_terms_that_cannot_be_kept_say_what_where_and_what_fits(part, content, where, what):
    with pytest.raises(Unreadable) as refused:
        checked(part, content)
    assert any(p.where == where and what in p.sentence for p in refused.value.problems)


def test_all_problems_are_named_at_once():
    with pytest.raises(Unreadable) as refused:
        checked("clauses", [{"title": ""}, {"text": ""}])
    assert len(refused.value.problems) == 4


def test_parts_that_nobody_changed_stay_built_in():
    rows = checked("sharing", [{"text": "All of it"}])
    terms = with_defaults({"sharing": rows, "gone": [1], "disputes": [2]})
    assert terms["sharing"] == rows
    assert terms["leaving"] == built_in()["leaving"]
    assert not {"gone", "disputes"} & set(terms)


def text(*sections: Section) -> AnnexText:
    sides = (Side(id="n", name="Northwind Foods", short="Northwind"),)
    return AnnexText(alliance="Cold Brew Venture", parties=sides, sections=sections)


CLAUSE = Clause(id="rank", lead="Rank.", text="The Agreement prevails.")
GRID = Grid(
    id="rights",
    caption="Decision rights",
    heads=("Type", "SLA"),
    rows=(Line(id="a", cells=("Roadmap", "10 Working Days")), Line(id="b", cells=("Terms", ""))),
)
SECTION = Section(key="decisions", title="Decision rights", blocks=(CLAUSE, GRID))


def with_grid(*rows: Line) -> AnnexText:
    return text(replace(SECTION, blocks=(CLAUSE, replace(GRID, rows=rows))))


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (text(SECTION), []),
        (text(), ["Section removed: Decision rights"]),
        (text(SECTION, replace(SECTION, key="x", title="More")), ["Section added: More"]),
        (
            text(replace(SECTION, blocks=(replace(CLAUSE, text="The Annex prevails."), GRID))),
            ["Clause “Rank.” reworded"],
        ),
        (text(replace(SECTION, blocks=(GRID,))), ["Clause “Rank.” removed"]),
        (
            with_grid(Line(id="a", cells=("Roadmap", "12 Working Days")), GRID.rows[1]),
            ["Roadmap: SLA 10 Working Days → 12 Working Days"],
        ),
        (with_grid(GRID.rows[0]), ["Decision rights: removed Terms"]),
        (
            with_grid(*GRID.rows, Line(id="c", cells=("Data", "5"))),
            ["Decision rights: added Data"],
        ),
        (
            with_grid(GRID.rows[0], Line(id="b", cells=("Terms", "3 Working Days"))),
            ["Terms: SLA set to 3 Working Days"],
        ),
        (
            with_grid(GRID.rows[1], GRID.rows[0]),
            ["Decision rights: the rows stand in another order"],
        ),
        (
            text(replace(SECTION, blocks=(CLAUSE, GRID, replace(GRID, id="more", echo=True)))),
            ["Table “Decision rights” added"],
        ),
        (
            replace(text(SECTION), alliance="Hot Brew"),
            ["The alliance is called “Hot Brew”, was “Cold Brew Venture”"],
        ),
    ],
)
def test_differences_are_said_in_words(new, said):
    assert [one.sentence for one in compare(text(SECTION), new)] == said


def test_a_table_that_says_more_about_the_same_rows_counts_only_what_it_adds():
    more = replace(GRID, id="more", caption="More", heads=("Type", "Room"), echo=True)
    old = text(replace(SECTION, blocks=(GRID, more)))
    rows = (Line(id="a", cells=("Roadmap!", "10 Working Days")), Line(id="c", cells=("New", "x")))
    grids = (replace(GRID, rows=rows), replace(more, rows=rows))
    said = [one.sentence for one in compare(old, text(replace(SECTION, blocks=grids)))]
    assert said == [
        "Roadmap!: type Roadmap → Roadmap!",
        "Decision rights: added New",
        "Decision rights: removed Terms",
    ]


def test_points_are_compared_one_by_one():
    old = replace(CLAUSE, points=(Point(id="1", text="one"), Point(id="2", text="two")))
    new = replace(CLAUSE, points=(Point(id="2", text="two!"), Point(id="3", text="three")))
    said = [
        one.sentence
        for one in compare(
            text(replace(SECTION, blocks=(old,))), text(replace(SECTION, blocks=(new,)))
        )
    ]
    assert said == [
        "Decision rights: reworded “two!”",
        "Decision rights: added “three”",
        "Decision rights: removed “one”",
    ]


def test_references_are_read_as_numbers_and_words_that_look_like_one_stay():
    clause = replace(CLAUSE, text="See ⟦decisions⟧ and ⟦nothing⟧.")
    found = readable(text(replace(SECTION, blocks=(clause,)))).sections[0].blocks[0]
    assert found.text == "See clause 1 (Decision rights) and ⟦nothing⟧."


def test_clauses_are_numbered_by_their_place_and_tables_are_not():
    section = replace(SECTION, blocks=(CLAUSE, GRID, replace(CLAUSE, id="z")))
    assert [number for number, _ in numbered(section, 4)] == ["4.1", "", "4.2"]


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
lines = st.builds(Line, id=words, cells=st.tuples(words, words))


@given(st.lists(lines, max_size=5, unique_by=lambda row: row.id), words, words)
def test_a_text_that_was_kept_reads_as_the_same_text(rows, said, lead):
    block = replace(GRID, rows=tuple(rows))
    clause = replace(CLAUSE, text=said, lead=lead, points=(Point(id="p", text=said),))
    whole = text(replace(SECTION, blocks=(clause, block)))
    again = from_plain(as_plain(whole))
    assert again == whole
    assert compare(whole, again) == ()
    assert text_digest(again) == text_digest(whole)


def test_another_format_is_refused():
    with pytest.raises(ValueError, match="allied-annex/1"):
        from_plain({"format": "allied-annex/9"})
