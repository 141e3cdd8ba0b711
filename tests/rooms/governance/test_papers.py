"""The governance and decision-rights matrix (T3) as a file: every format, both sides alike, words only."""

import io

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from allied.rooms.governance.papers import FORMATS
from allied.rooms.governance.rights import Deadlock, Escalation, Joint, Tiebreak
from tests.rooms.diligence.stage import Browser
from tests.rooms.governance.cases import change, newest, signed, started

pytestmark = pytest.mark.django_db


def taken(cast, who, kind):
    browser = Browser(who, cast)
    answer = browser.client.get(f"{browser.base}/governance.{kind}")
    assert answer.status_code == 200
    assert f"governance-{newest(cast).revision}.{kind}" in answer.headers["Content-Disposition"]
    return answer.content


def test_there_is_no_file_before_there_is_a_blueprint(cast):
    for kind in FORMATS:
        Browser(cast.maya, cast).open(f"/governance.{kind}", status=404)


@pytest.mark.parametrize("kind", FORMATS)
def test_both_sides_take_the_same_bytes(cast, now, kind):
    started(cast, now)
    signed(cast, now)
    assert taken(cast, cast.maya, kind) == taken(cast, cast.daniel, kind)


def words_of(cast, kind) -> str:
    content = taken(cast, cast.olga, kind)
    if kind == "md":
        return content.decode()
    if kind == "pdf":
        pages = PdfReader(io.BytesIO(content)).pages
        return " ".join(" ".join(page.extract_text().split()) for page in pages)
    read = docx.Document(io.BytesIO(content))
    lines = [paragraph.text for paragraph in read.paragraphs]
    lines += [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return "\n".join(lines)


@pytest.mark.parametrize("kind", ["md", "docx", "pdf"])
def test_forums_rights_and_signatures_stand_in_it(cast, now, kind):
    started(cast, now)
    change(
        cast,
        "delivery",
        now,
        joint=Joint.SOMETIMES,
        condition="it costs both",
        deadlock=Deadlock(kind=Tiebreak.DECIDER, party=str(cast.bright.pk), role="sponsor"),
        escalation=Escalation(to="council", sla_days=3),
    )
    assert "Nobody has signed this version." in words_of(cast, kind)
    signed(cast, now)
    text = words_of(cast, kind)
    for said in (
        "Governance of Cold Brew Venture",
        "Executive steering",
        "Meets: Every quarter, 120 minutes",
        "Northwind: Tomas Reijnders",
        "Quorum: 2 of each side",
        "Roadmap changes",
        "sometimes if it costs both",
        "Operational council, 3 working days",
        "Brightleaf decides",
        "Rachel Kim",
    ):
        assert said in text, said


def test_the_workbook_has_the_columns_of_the_alliance_workbook(cast, now):
    started(cast, now)
    change(cast, "delivery", now, name="=SUM(1)")
    book = openpyxl.load_workbook(io.BytesIO(taken(cast, cast.maya, "xlsx")))
    assert book.sheetnames == ["Forums", "Decision rights"]
    heads = [cell.value for cell in book["Decision rights"][1]]
    assert heads[:6] == [
        "Decision type",
        "Owner",
        "Joint approval?",
        "Forum",
        "SLA",
        "Escalation",
    ]
    rows = {row[0].value: [cell.value for cell in row] for row in book["Decision rights"]}
    assert rows["Roadmap changes"][4] == "10 days"
    assert rows["=SUM(1)"][0] == "=SUM(1)"
    assert book["Decision rights"]["A5"].data_type == "s"
    assert book["Forums"]["E2"].value == 2


@pytest.mark.parametrize("said", ["<script>x</script>", "{{7*7}}", "#set page()", "שלום", "漢字"])
def test_whatever_people_typed_is_only_ever_words(cast, now, said):
    started(cast, now)
    change(cast, "delivery", now, name=said, owner=said)
    for kind in FORMATS:
        assert taken(cast, cast.maya, kind)
    assert said in words_of(cast, "docx")
