"""What a Word document says beside its text: comments, with where they hang, and the rows of its tables."""

import re
from dataclasses import dataclass
from typing import Any

MAX_COMMENTS = 1_000
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Row:
    """One row of a table below its heads: its name is what its first cell says."""

    start: int
    end: int
    name: str


@dataclass(frozen=True)
class Comment:
    """A comment: who wrote it, what it says, and the stretch of the text on which it hangs."""

    author: str
    text: str
    start: int
    end: int


class Comments:
    """Receives the elements of the part with the comments: author and words by id."""

    def __init__(self) -> None:
        self.by_id: dict[str, tuple[str, list[str]]] = {}
        self.letters = 0
        self._now: list[str] | None = None
        self._is_text = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """The begin of an element, by its name without its namespace."""
        if name == "comment" and len(self.by_id) < MAX_COMMENTS:
            self._now = []
            self.by_id[attributes.get("id", "")] = (attributes.get("author", ""), self._now)
        elif name == "t":
            self._is_text = True
        elif name in ("tab", "br", "cr"):
            self.data(" ", is_text=True)

    def end(self, name: str) -> None:
        """The end of an element."""
        if name == "t":
            self._is_text = False
        elif name == "p":
            self.data(" ", is_text=True)
        elif name == "comment":
            self._now = None

    def data(self, words: str, *, is_text: bool = False) -> None:
        """Words of an element."""
        if self._now is not None and (is_text or self._is_text):
            self._now.append(words)
            self.letters += len(words)


class Places:
    """Where comments hang and rows stand while the text is read; `at` is how many letters came before."""

    def __init__(self) -> None:
        self.ranges: dict[str, list[int]] = {}
        self.rows: list[tuple[int, int, int]] = []
        self._open: list[dict[str, Any]] = []

    def start(self, name: str, attributes: dict[str, str], at: int) -> None:
        """The begin of an element of the document."""
        if name in ("commentRangeStart", "commentReference") and len(self.ranges) < MAX_COMMENTS:
            self.ranges.setdefault(attributes.get("id", ""), [at, at])
        elif name == "commentRangeEnd" and attributes.get("id", "") in self.ranges:
            self.ranges[attributes["id"]][1] = at
        elif name == "tr":
            self._open.append({"start": at, "first": None, "is_head": False})
        elif name == "tblHeader" and self._open:
            self._open[-1]["is_head"] = True

    def end(self, name: str, at: int) -> None:
        """The end of an element of the document."""
        if name == "tc" and self._open and self._open[-1]["first"] is None:
            self._open[-1]["first"] = at
        elif name == "tr" and self._open:
            row = self._open.pop()
            if not row["is_head"] and row["first"] is not None:
                self.rows.append((row["start"], row["first"], at))

    def named(self, text: str) -> tuple[Row, ...]:
        """The rows with their names, in the order in which they begin."""
        found = (
            Row(start, end, " ".join(text[start:first].split()))
            for start, first, end in sorted(self.rows)
        )
        return tuple(row for row in found if row.name)

    def hung(self, comments: Comments) -> tuple[Comment, ...]:
        """The comments in the order of the places on which they hang; one without a place comes last."""
        found = []
        for number, (author, words) in comments.by_id.items():
            start, end = self.ranges.get(number, (-1, -1))
            said = " ".join(NOT_TEXT.sub("", "".join(words)).split())
            who = " ".join(NOT_TEXT.sub("", author).split())
            if said:
                found.append(Comment(who, said, start, end))
        return tuple(sorted(found, key=lambda one: (one.start < 0, one.start)))
