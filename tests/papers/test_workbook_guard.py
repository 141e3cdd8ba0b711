"""Files that would hurt: each is refused with a sentence, in little time and memory."""

import contextlib
import json
from pathlib import Path

import pytest

from allied.papers.workbook import guard, limits, reader
from allied.papers.workbook.problems import Wrong
from allied.papers.workbook.reader import read_raw
from allied.papers.workbook.reading import read_workbook
from tests.papers.bombs import BOMBS
from tests.papers.workbook_files import (
    MAIN,
    example,
    number_rows,
    parts,
    text_cell,
    xlsx,
    zipped,
)

MEGABYTE = 1024 * 1024


def peak_memory() -> int | None:
    """The largest resident size of this process since it was last reset, in bytes."""
    with contextlib.suppress(OSError, StopIteration):
        lines = Path("/proc/self/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) * 1024
    return None


def reset_peak() -> None:
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


@pytest.mark.parametrize("name", BOMBS)
def test_a_harmful_file_is_refused_and_does_not_weigh_on_us(name):
    make, words = BOMBS[name]
    raw = make()
    reset_peak()
    before = peak_memory()
    reading = read_workbook(raw)
    after = peak_memory()
    assert reading.workbook is None
    assert words in str(reading.problems[0])
    if before is not None and after is not None:
        assert after - before < 20 * MEGABYTE


def test_the_deadline_is_under_two_seconds():
    assert limits.CPU_SECONDS < 2


def test_a_refused_file_is_named_as_the_file_and_has_no_cell():
    (problem,) = read_workbook(b"").problems
    assert str(problem) == "The file: the file is empty: accepted is an .xlsx workbook"


def test_a_file_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(reader, "DEADLINE_SECONDS", 0.001)
    with pytest.raises(Wrong, match="took longer than"):
        read_raw(example("harbour-cold-chain"))


def test_a_reading_process_that_dies_refuses_the_file(monkeypatch):
    monkeypatch.setattr(reader, "_CHILD", "allied.papers.workbook.no_such_module")
    with pytest.raises(Wrong, match="damaged or needs too much memory"):
        read_raw(example("harbour-cold-chain"))


def test_the_reading_process_sees_nothing_of_our_environment(monkeypatch):
    seen = {}
    real = reader.subprocess.run
    monkeypatch.setenv("ALLIED_SECRET_KEY", "secret")
    monkeypatch.setattr(
        reader.subprocess, "run", lambda *a, **k: (seen.update(k), real(*a, **k))[1]
    )
    read_raw(example("harbour-cold-chain"))
    assert list(seen["env"]) == ["PYTHONPATH"]


def test_more_text_than_we_take_is_refused():
    row = [f"{'long text ' * 450}{n}" for n in range(8)]
    rows = [["Item", "In/Out/Non-goal", "Note"]] + [[text, "in", text] for text in row * 60]
    with pytest.raises(Wrong, match="too much text"):
        read_raw(xlsx({"Scope": rows}))


def test_an_honest_file_passes_every_guard():
    for name in ("harbour-cold-chain", "kombu-messy", "harbour-broken"):
        archive = guard.open_archive(example(name))
        guard.refuse_parts(archive)
        assert archive.namelist()


def test_a_small_part_may_be_as_repetitive_as_it_likes():
    same = "".join(f'<row r="{n}">{text_cell(f"Z{n}", "x")}</row>' for n in range(1, 4_000))
    raw = zipped(parts(same, "<row/>", names=("Notes", "People")), level=9)
    assert read_raw(raw).ignored == ("Notes",)


def test_what_an_ignored_sheet_holds_is_never_looked_at():
    huge = zipped(parts(number_rows(30_000), "", names=("Old numbers", "People")))
    assert read_raw(huge).ignored == ("Old numbers",)


def test_formatted_but_empty_cells_do_not_count():
    empty = (
        f'<row r="1">{text_cell("A1", "Name")}</row><row r="90000"><c r="XFD90000" s="0"/></row>'
    )
    (sheet,) = read_raw(zipped(parts(empty, names=("People",)))).sheets
    assert list(sheet.rows) == [0]


def test_mail_links_and_pictures_are_no_reason_to_refuse():
    mail = '<Relationships xmlns="x"><Relationship Id="rId1" Target="mailto:a@b.example" TargetMode="External"/></Relationships>'
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": mail,
        "xl/media/image1.png": b"\x89PNG\r\n\x1a\n",
        "xl/drawings/vmlDrawing1.vml": "<xml/>",
    }
    raw = zipped(parts(f'<row r="1">{text_cell("A1", "Name")}</row>', **more))
    assert [sheet.name for sheet in read_raw(raw).sheets] == ["Alliance"]


def test_cells_without_addresses_are_found_where_they_stand():
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><f>1+1</f><v>2</v></c></row>"
    (sheet,) = read_raw(zipped(parts(rows))).sheets
    found = {(r, c): cell.kind for r, row in sheet.rows.items() for c, cell in row.items()}
    assert found == {(0, 0): "number", (0, 1): "number", (2, 0): "formula"}


def test_files_of_other_writers_with_prefixed_names_are_read():
    sheet = f'<?xml version="1.0"?><x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2"><x:c r="B2" t="str"><x:f>"a"</x:f><x:v>a</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    (found,) = read_raw(zipped(parts(sheet))).sheets
    assert found.rows[1][1].kind == "formula"


def test_the_answer_is_plain_json(capfdbinary, monkeypatch):
    from allied.papers.workbook import child

    answer = json.loads(child.read_sheets(example("kombu-messy")))
    assert answer["ignored"] == ["Old numbers 2024"]
    assert [
        answer["sheets"][0][0],
        answer["sheets"][0][1][:1],
    ] == ["Alliance", [[0, 0, "text", "Alliance workbook, status 3 Sept"]]]
