"""What counsel changed in the Word document of the annex, in words; nothing is taken over by itself."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import NamedTuple

from allied.kit.comparison import Change, ChangeKind, word_diff
from allied.kit.content import tidy
from allied.kit.errors import Refused
from allied.kit.words import counted, quoted, shortened
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
    """One line of a document, and the section in which it stands."""

    section: str
    text: str


def marked_up(
    found: Annex, version: AnnexVersion | None, raw: bytes, person: Person
) -> tuple[Change, ...]:
    """What a marked-up Word document says otherwise than a version, or than today's text; 300 at most.

    Insertions that were tracked count as text, deletions as gone. `Refused` says why a file is none.
    """
    read = read_file(raw)
    if read.kind != "docx":
        raise Refused("no_word_document", WORD, field="file")
    ours = words_of(annex_file(found, version, person, "docx").content).text
    text = annex_text(version) if version else found.today
    titles = [section.title for section in text.sections]
    changes = compare_words(lines(ours, titles), lines(read.text, titles))
    return tuple(islice(changes, MOST_CHANGES))


def lines(text: str, titles: Sequence[str]) -> list[Said]:
    """The lines that hold a word, each under the section whose title came last; the contents are left out."""
    found: list[Said] = []
    section, known = FRONT, {title.casefold(): title for title in (*titles, SIGNATURES)}
    for line in (tidy(one) for one in re.split(r"[\n\f]", text)):
        listed = _CONTENTS.match(line)
        if not re.search(r"\w", line) or (
            section == FRONT and listed and listed["title"].casefold() in known
        ):
            continue
        section = known.get(line.casefold(), section)
        found.append(Said(section, line))
    if len(found) > MOST_LINES:
        said = f"The document has {counted(len(found), 'line')}; no annex has more than {MOST_LINES:,}."
        raise Refused("too_long", f"{said} {WORD}", field="file")
    return found


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
    return Change(line.section, "", kind, f"{verb}: {quoted(shortened(line.text, 2 * LONG))}")


def _reworded(was: Said, is_now: Said) -> Change:
    if max(len(was.text), len(is_now.text)) <= LONG:
        said = f"{quoted(was.text)} → {quoted(is_now.text)}"
        return Change(is_now.section, "", ChangeKind.CHANGED, said)
    fits = max(len(was.text), len(is_now.text)) <= LONGEST_LINE
    segments = word_diff(was.text, is_now.text) if fits else ()
    said = f"Reworded: {quoted(shortened(is_now.text, LONG))}"
    return Change(is_now.section, "", ChangeKind.CHANGED, said, "", segments)
