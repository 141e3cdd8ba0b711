"""What other rooms say in the annex: the ladder, the triggers and the plan, on the page and in every file."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from pypdf import PdfReader

from allied.alliances.gates import Standing
from allied.rooms.agreement.annex.offers import steps_in_annex
from allied.rooms.agreement.annex.papers import annex_file
from allied.rooms.agreement.exits import commands as exits
from allied.rooms.agreement.exits.commands import TriggerContent
from allied.rooms.conflict.ladder import Ladder, Step, built_in, chained
from allied.rooms.conflict.queries.ladder import laddering
from tests.conftest import NOON
from tests.rooms.agreement.annex.stage import annex, signed
from tests.rooms.conflict.stage import SHORT, signed_ladder
from tests.rooms.diligence.stage import Browser, plain

pytestmark = pytest.mark.django_db

RULE = "WHEN sponsors_missing > 0 FOR 2 months THEN review(steering, 10)"


def rows(cast, who=None):
    section = annex(cast, who).today.section("disputes")
    (grid,) = [block for block in section.blocks if block.id == "ladder_steps"]
    return {row.id: row.cells for row in grid.rows}


def newest_ladder(cast):
    """The version that a change of the ladder names."""
    return laddering(cast.alliance, cast.maya).version


def test_the_annex_prints_the_built_in_ladder_until_another_one_is_signed(cast):
    found = rows(cast)
    assert len(found) == len(built_in().steps) + 1 == 7
    assert found["step:managers"] == (
        "2. Alliance managers",
        "Alliance manager of each side",
        "State both interests, and write one joint memo of one page.",
        "3 Working Days",
    )
    assert found["end"][0] == "7. The remedies of the agreement"
    signed_ladder(cast)
    assert [cells[0] for cells in rows(cast, cast.daniel).values()] == [
        "1. Working team",
        "2. Operational council",
        "3. Executive steering",
        "4. Mediation",
        "5. The remedies of the agreement",
    ]


def test_each_sides_own_owner_of_a_step_is_named(cast):
    owners = {str(cast.bright.pk): "operational lead"}
    first = replace(SHORT.steps[0], owners=owners)
    signed_ladder(cast, replace(SHORT, steps=(first, *SHORT.steps[1:])))
    who = "Northwind: alliance manager, Brightleaf: operational lead"
    assert rows(cast)["step:team"][1] == who


def test_a_ladder_that_changes_after_the_signature_is_drift(cast):
    signed_ladder(cast)
    signed(cast)
    assert annex(cast).drift == ()
    longer = replace(SHORT.steps[0], days=7)
    other = replace(SHORT, steps=(longer, *SHORT.steps[1:]), end="The courts of Stockholm")
    signed_ladder(cast, other, version=newest_ladder(cast))
    said = [one.sentence for one in annex(cast).drift]
    assert said == [
        "1. Working team: within 5 Working Days → 7 Working Days",
        "5. The courts of Stockholm: step 5. The remedies of the agreement → "
        "5. The courts of Stockholm",
    ]
    assert "7 Working Days" in plain(Browser(cast.rachel, cast).open("/annex/comparison"))


def test_a_step_called_end_is_another_row_than_the_end(cast):
    steps = chained([Step(id="end", name="Team", role="sponsor", days=1)])
    signed_ladder(cast, Ladder(steps=steps, end="A coin"))
    assert [cells[0] for cells in rows(cast).values()] == ["1. Team", "2. A coin"]


def test_a_long_ladder_is_read_with_as_many_queries_as_a_short_one(cast):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            steps_in_annex(Standing(cast.alliance), NOON)
        return len(seen)

    signed_ladder(cast, replace(SHORT, steps=chained([replace(SHORT.steps[0], to="")])))
    one = asked()
    steps = [replace(SHORT.steps[0], id=f"s{n}", name=f"Step {n}") for n in range(8)]
    signed_ladder(cast, replace(SHORT, steps=chained(steps)), version=newest_ladder(cast))
    assert asked() == one == 2


def test_the_steps_are_set_where_the_ladder_is(cast):
    page = Browser(cast.maya, cast).open("/annex")
    assert f'href="/alliances/{cast.alliance.pk}/conflicts/ladder"' in page
    assert "/annex/terms/disputes" not in page


def filled(cast):
    said = TriggerContent(name="Nobody at the top", rule=RULE)
    exits.add_trigger(by=cast.maya, alliance=cast.alliance, said=said, now=NOON)
    exits.open_unwind_plan(by=cast.maya, alliance=cast.alliance, now=NOON)
    signed_ladder(cast)


def words_of(made, kind):
    if kind == "pdf":
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    if kind == "docx":
        document = Document(BytesIO(made))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return " ".join([*(each.text for each in document.paragraphs), *cells])
    return made.decode()


EMPTY = ("The Parties have agreed no trigger yet.", "The Parties have written no plan yet.")
FULL = ("X-1 Nobody at the top", "Record the decision to leave", "1. Working team")


@pytest.mark.parametrize("kind", ["pdf", "docx", "md", "page"])
@pytest.mark.parametrize(
    ("fill", "there", "absent"),
    [
        (False, (*EMPTY, "1. The two who work on it"), FULL),
        (True, FULL, (*EMPTY, "The two who work on it")),
    ],
)
def test_pages_and_files_say_what_stands_and_what_stands_not_yet(cast, kind, fill, there, absent):
    if fill:
        filled(cast)
    if kind == "page":
        found = plain(Browser(cast.maya, cast).open("/annex"))
    else:
        found = words_of(annex_file(annex(cast), None, cast.maya, kind).content, kind)
    found = " ".join(found.split())
    assert [words for words in there if words not in found] == []
    assert [words for words in absent if words in found] == []
    assert "⟦" not in found
    for title in ("Dispute steps", "Exit triggers", "Unwind plan"):
        assert title in found


def test_no_two_blocks_or_rows_of_a_section_share_an_id(cast):
    filled(cast)
    for section in annex(cast).today.sections:
        ids = [block.id for block in section.blocks]
        assert len(set(ids)) == len(ids), section.key
        for block in section.blocks:
            rows = [row.id for row in getattr(block, "rows", ())]
            assert len(set(rows)) == len(rows), block.id
