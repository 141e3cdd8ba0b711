"""What counsel changed in the Word document of the annex, in words; nothing is taken over by itself."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import NamedTuple

from allied.kit.comparison import Change, ChangeKind, word_diff
from allied.kit.content import tidy
from allied.kit.errors import Refused
from allied.kit.words import counted, quoted, shortened
from allied.papers.texts.marks import Comment, Row
from allied.papers.texts.words import words_of
from allied.people.models import Person
from allied.rooms.agreement.annex.models import AnnexVersion
from allied.rooms.agreement.annex.papers import annex_file
from allied.rooms.agreement.annex.queries import Annex
from allied.rooms.agreement.annex.versions import annex_text
from allied.rooms.agreement.reading.reader import read_file

LONG, MOST_LINES, LONGEST_LINE, MOST_PAIRS, MOST_CHANGES = 60, 4000, 2000, 2500, 300
# Two lines are the same one reworded when they share this part of their words.
ALIKE = 0.5
# The list of contents ends its lines with a page number once Word has filled it in.
_CONTENTS = re.compile(r"^(?:\d{1,2}\.\s*)(?P<title>.+?)(?:\s+\d{1,3})?$")
FRONT = "Title page"
SIGNATURES = "Signatures"
WORD = "The Word document of the annex (.docx) is accepted here, as it was taken out and marked up."


class Said(NamedTuple):
    """One line of a document, the section in which it stands and, in a table, the name of its row."""

    section: str
    text: str
    row: str = ""


class Remark(NamedTuple):
    """A comment of the Word document: who wrote it, where, on which words, and what it says."""

    section: str
    row: str
    author: str
    on: str
    text: str

    @property
    def sentence(self) -> str:
        """The comment with its author and its place."""
        on = f" on {quoted(shortened(self.on, 2 * LONG))}" if self.on else ""
        where = f" in the row {quoted(shortened(self.row, LONG))}" if self.row != self.on else ""
        return f"{self.author or 'Somebody'}{on}{where if self.row else ''}: {quoted(self.text)}"


class MarkUp(NamedTuple):
    """What a marked-up document says otherwise, and what its comments say."""

    changes: tuple[Change, ...]
    remarks: tuple[Remark, ...]


def marked_up(found: Annex, version: AnnexVersion | None, raw: bytes, person: Person) -> MarkUp:
    """What a marked-up Word document says otherwise than a version, or than today's text; 300 of each at most.

    Insertions that were tracked count as text, deletions as gone. `Refused` says why a file is none.
    """
    read = read_file(raw)
    if read.kind != "docx":
        raise Refused("no_word_document", WORD, field="file")
    ours = words_of(annex_file(found, version, person, "docx").content)
    text = annex_text(version) if version else found.today
    titles = [section.title for section in text.sections]
    theirs = lines(read.text, titles, read.rows)
    changes = compare_words(lines(ours.text, titles, ours.rows), theirs)
    return MarkUp(
        tuple(islice(changes, MOST_CHANGES)),
        tuple(islice(remarks(read.text, titles, read.rows, read.comments), MOST_CHANGES)),
    )


def remarks(
    text: str, titles: Sequence[str], rows: Sequence[Row], comments: Sequence[Comment]
) -> Iterator[Remark]:
    """The comments with the section, the row and the words on which they hang."""
    begins, said = [], []
    for start, one in placed(text, titles, rows):
        begins.append(start)
        said.append(one)
    for comment in comments:
        at = bisect_right(begins, max(comment.start, comment.end - 1)) - 1
        line = said[at] if at >= 0 and comment.start >= 0 else Said(FRONT, "")
        on = tidy(" ".join(text[max(0, comment.start) : max(0, comment.end)].split()))
        yield Remark(
            line.section, line.row, comment.author, on, shortened(comment.text, LONGEST_LINE)
        )


def lines(text: str, titles: Sequence[str], rows: Sequence[Row] = ()) -> list[Said]:
    """The lines that hold a word, each under the section whose title came last; the contents are left out."""
    return [one for _start, one in placed(text, titles, rows)]


def placed(text: str, titles: Sequence[str], rows: Sequence[Row]) -> list[tuple[int, Said]]:
    """The same lines with where each begins."""
    found: list[tuple[int, Said]] = []
    section, known = FRONT, {title.casefold(): title for title in (*titles, SIGNATURES)}
    starts = [row.start for row in rows]
    for match in re.finditer(r"[^\n\f]+", text):
        line = tidy(match.group())
        listed = _CONTENTS.match(line)
        if not re.search(r"\w", line) or (
            section == FRONT and listed and listed["title"].casefold() in known
        ):
            continue
        section = known.get(line.casefold(), section)
        found.append((match.start(), Said(section, line, _row_at(rows, starts, match.start()))))
    if len(found) > MOST_LINES:
        said = f"The document has {counted(len(found), 'line')}; no annex has more than {MOST_LINES:,}."
        raise Refused("too_long", f"{said} {WORD}", field="file")
    return found


def _row_at(rows: Sequence[Row], starts: Sequence[int], place: int) -> str:
    at = bisect_right(starts, place) - 1
    return rows[at].name if at >= 0 and place < rows[at].end else ""


def compare_words(ours: Sequence[Said], theirs: Sequence[Said]) -> Iterator[Change]:
    """Every line that was added, taken out or reworded, in the order of the document."""
    was, is_now = [one.text for one in ours], [one.text for one in theirs]
    matcher = SequenceMatcher(None, was, is_now, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            yield from _between(ours[i1:i2], theirs[j1:j2])


def _between(ours: Sequence[Said], theirs: Sequence[Said]) -> Iterator[Change]:
    """The changes between two stretches that differ: as many lines on both sides are reworded one by one."""
    if len(ours) == len(theirs):
        yield from map(_reworded, ours, theirs)
        return
    left = list(ours)
    for line in theirs:
        twin = _twin(line, left) if len(ours) * len(theirs) <= MOST_PAIRS else None
        if twin is None:
            yield _change(line, ChangeKind.ADDED, "Added")
            continue
        for gone in left[: left.index(twin)]:
            yield _change(gone, ChangeKind.REMOVED, "Taken out")
        left = left[left.index(twin) + 1 :]
        yield _reworded(twin, line)
    for gone in left:
        yield _change(gone, ChangeKind.REMOVED, "Taken out")


def _twin(line: Said, left: Sequence[Said]) -> Said | None:
    words = Counter(line.text.casefold().split())

    def alike(one: Said) -> float:
        other = Counter(one.text.casefold().split())
        return 2 * (words & other).total() / (words.total() + other.total())

    best = max(left, key=alike, default=None)
    return best if best is not None and alike(best) >= ALIKE else None


def _change(line: Said, kind: ChangeKind, verb: str) -> Change:
    said = f"{verb}{_in_row(line, ' in the row {}')}: {quoted(shortened(line.text, 2 * LONG))}"
    return Change(line.section, line.row, kind, said)


def _in_row(line: Said, words: str) -> str:
    """The row of a cell in words; the first cell is the name itself and needs none."""
    return (
        words.format(quoted(shortened(line.row, LONG))) if line.row not in ("", line.text) else ""
    )


def _reworded(was: Said, is_now: Said) -> Change:
    if max(len(was.text), len(is_now.text)) <= LONG:
        said = f"{_in_row(is_now, 'Row {}: ')}{quoted(was.text)} → {quoted(is_now.text)}"
        return Change(is_now.section, is_now.row, ChangeKind.CHANGED, said)
    fits = max(len(was.text), len(is_now.text)) <= LONGEST_LINE
    segments = word_diff(was.text, is_now.text) if fits else ()
    said = f"Reworded{_in_row(is_now, ' in the row {}')}: {quoted(shortened(is_now.text, LONG))}"
    return Change(is_now.section, is_now.row, ChangeKind.CHANGED, said, "", segments)
