"""The text of an agreement made even, without losing where each word stood.

Real texts break lines inside words, repeat headers on every page, use typographic quotes and put a
page number in the middle of a sentence. Rules read the even text; places refer to the text as given.
"""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from .finding import Fact, Place

_PLAIN = {
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"',
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "`": "'",
    "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "―": "-",
    "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "…": "...",
}  # fmt: skip
_DROPPED = "\u00ad\u200b\u200c\u200d\ufeff\u2060"
_PAGE_NUMBER = re.compile(
    r"^[ \t]*(?:-+ ?)?(?:page[ \t]+)?(?:\d{1,3}|[ivxl]{1,5})(?:[ \t]*(?:of"
    r"|/)[ \t]*\d{1,3})?(?: ?-+)?[ \t]*$",
    re.IGNORECASE,
)
# The line that plain text draws under a heading, also where it slipped into a sentence.
_RULED = re.compile(r"(?<![^\s])(?:-{3,}|={3,})(?![^\s])")
_FILED = re.compile(r"^[ \t]*Source: .{3,120}\d[ \t]*$")
# Words whose hyphen belongs to them, also where a line ends at it.
_KEPT_HYPHEN = frozenset(
    {"non", "co", "self", "sub", "pre", "re", "multi", "third", "well", "joint"}
)
_PIECE = re.compile(
    r"(?P<hyphen>(?<=[a-z])[-‐]\n[ \t]*(?=[a-z]))|(?P<space>\s+)|(?P<text>[^\s\-‐]+|[-‐])"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:Inc|Ltd|Co|Corp|No|Nos|Sec|Art|St|Mr|Mrs|Ms|Dr|Prof|vs?"
    r"|approx|Blvd|Ave|Rd|Ste|Bldg|Dept|"
    r"e\.g|i\.e|[ap]\.m|cf|etc|L\.P|B\.V|N\.V|S\.A|S\.p\.A|S\.r\.l|Jan|Feb|Mar"
    r"|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Pty|"
    r"bzw|Nr|Abs|z\.B|[A-Z])\.)$"
)
_NUMBER = re.compile(r"[\"(]?(?:(?:Section|Article|Clause) )?[\dIVX]{1,4}(?:\.\d+)*\.")
_END = re.compile(r"[.;?!](?:[\"')\]]{0,2})\s+(?=[\"'(\[]?[A-Z0-9(●○•§])|\n")
_HEADING = re.compile(
    r"(?:^|(?<=\n)|(?<=[.;:\")] ))(?P<no>(?:(?:ARTICLE|Article|SECTION|Section|CLAUSE|Clause|§) ?)?"
    r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5})(?:[.):]|(?=\s)))\s+"
    r"(?P<title>[A-Z][A-Za-z'&,/\- ]{2,60}?)(?=[.:]| {2}|\n|\s(?:The"
    r"|This|Each|Either|Neither|Any|All|In|Except|Unless|If|Subject|During"
    r"|For|It|Upon)\b)"
)


@dataclass
class Manuscript:
    """An agreement as it was given, with its even text beside it."""

    given: str
    even: str = ""
    _evens: list[int] = field(default_factory=list)
    _givens: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.even = self._made_even()

    def _made_even(self) -> str:
        pieces: list[str] = []
        length = 0
        given = _without_furniture(self.given)
        is_wide = _breaks_with_gaps(given)
        for match in _PIECE.finditer(given):
            piece = self._piece(match, pieces, given, is_wide)
            if not piece:
                continue
            self._evens.append(length)
            self._givens.append(match.start())
            pieces.append(piece)
            length += len(piece)
        return "".join(pieces)

    @staticmethod
    def _piece(match: re.Match[str], pieces: list[str], given: str, is_wide: bool) -> str:
        words = match.group()
        if match["hyphen"]:
            before = pieces[-1].rpartition(" ")[2].lower() if pieces else ""
            return "-" if before in _KEPT_HYPHEN else ""
        if match["space"]:
            if not pieces or pieces[-1][-1] in " \n":
                return ""
            return "\n" if _parts_paragraphs(words, given, match, is_wide) else " "
        return words.translate(_TABLE).replace("''", '"')

    def at(self, even: int) -> int:
        """The place in the given text of one in the even text."""
        if not self._evens:
            return 0
        found = max(0, bisect_right(self._evens, even) - 1)
        return self._givens[found] + (even - self._evens[found])

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where each sentence of the even text begins and ends."""
        found, start = [], 0
        for match in _END.finditer(self.even):
            stop = match.start() if match.group() == "\n" else match.start() + 1
            if match.group() != "\n" and (
                _ABBREVIATED.search(self.even, max(start, stop - 9), stop)
                or _NUMBER.fullmatch(self.even, start, stop)
            ):
                continue
            if stop > start:
                found.append((start, stop))
            start = match.end()
        if start < len(self.even):
            found.append((start, len(self.even)))
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _end in self.sentences]

    def sentence_at(self, place: int) -> tuple[int, int]:
        """The sentence of the even text around a place."""
        return self.sentences[max(0, bisect_right(self._starts, place) - 1)]

    def lead_of(self, start: int) -> str:
        """The words that lead to a point of a list, "may terminate if:", empty for what is no such point."""
        if not _POINT.match(self.even, start):
            return ""
        number = bisect_right(self._starts, start) - 1
        for first, last in reversed(self.sentences[max(0, number - _MOST_POINTS) : number]):
            colon = _LEADS.search(self.even, first, last)
            if colon:
                return self.even[first : colon.end()] + " "
        return ""

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.given))]

    @cached_property
    def _pages(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\f", self.given))]

    @cached_property
    def headings(self) -> list[tuple[int, str]]:
        """Numbered headings of the even text, with where they begin."""
        return [
            (match.start("no"), _titled(match["no"].rstrip(".:)"), match["title"].strip(" ,-")))
            for match in _HEADING.finditer(self.even)
        ]

    def heading_at(self, even: int) -> str:
        """The heading under which a place of the even text stands; empty before the first."""
        found = bisect_right(self.headings, (even, "\uffff")) - 1
        return self.headings[found][1] if found >= 0 else ""

    def fact(self, kind: str, value: str, start: int, end: int, **more: object) -> Fact:
        """A fact whose words stand from `start` to `end` of the even text."""
        first, last = self.at(start), self.at(max(start, end - 1)) + 1
        return Fact(
            kind=kind,
            value=" ".join(value.split()),
            quote=" ".join(self.even[start:end].split()),
            place=Place(
                start=first,
                end=last,
                line=bisect_right(self._lines, first),
                page=bisect_right(self._pages, first),
                section=self.heading_at(start),
            ),
            more={name: said for name, said in more.items() if said not in ("", None, [], ())},
        )


def _titled(number: str, title: str) -> str:
    """A heading in words; the begin of a sentence is none, its number still says where one is."""
    if _SENTENCE.search(title) or len(title.split()) > 8:
        return number if number[:1].isalpha() else f"section {number}"
    return f"{number} {title}"


_SENTENCE = re.compile(
    r"\b(?:shall|will|may|is|are|has|have|agrees?|hereby|can|must|if|provided)\b"
)
_POINT = re.compile(r"\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s", re.IGNORECASE)
_LEADS = re.compile(r"[:-](?=\s*$|\s+\(?(?:[aA1]|i|I)[.)]\s)")
_MOST_POINTS = 12
_TABLE = str.maketrans({**_PLAIN, **dict.fromkeys(_DROPPED, "")})
# A sentence goes on after these words, however wide the gap behind them is.
_GOES_ON = re.compile(
    r"(?<![\w.])(?:of|the|and|by|in|to|an?|with|for|or|between|under|from|as|this|that|which|shall|will|be"
    r"|is|are|such|any|its|their|not|day|at|on|than|least|upon|state|State|laws?)$"
)
_PARAGRAPH = re.compile(r"\n[ \t\f\r]*\n|\f|\u2029")


# A gap within a line, where no sentence ends; with a small letter behind it, it was the end of a line.
_GAP = re.compile(r"(?<=[^\s.;:!?\"”)])[ \t]{3,}(?=(?P<small>[a-z])|\S)")
_MANY = 25


def _breaks_with_gaps(given: str) -> bool:
    """Whether the ends of lines became wide gaps, as in filings whose lines were put end to end."""
    small = [bool(match["small"]) for match in _GAP.finditer(given)]
    return sum(small) > max(_MANY, len(small) / 4)


def _parts_paragraphs(space: str, given: str, match: re.Match[str], is_wide: bool) -> bool:
    """Whether a gap parts two paragraphs; a page that ends within a sentence does not."""
    if not _PARAGRAPH.search(space) and not ("\n" not in space and len(space) > 2):
        return False
    if _GOES_ON.search(given, max(0, match.start() - 12), match.start()):
        return False
    before = given[match.start() - 1]
    if is_wide and "\n" not in space and before not in '.;:!?"”)':
        return False
    after = given[match.end()] if match.end() < len(given) else "\n"
    return not (after.islower() or (before == "," and after not in '("“'))


# One who signs for many companies signs with the same line each time.
_SIGNS = re.compile(r"(?:by|BY|By|Name|Title)\s*:|/s/")


def _without_furniture(text: str) -> str:
    """Page numbers, footers of the filing and lines that return on every page become blanks."""
    text = text.replace("\r\n", " \n").replace("\r", "\n")
    text = _RULED.sub(lambda match: " " * len(match.group()), text)
    lines = text.split("\n")
    often = Counter(line.strip() for line in lines if 8 < len(line.strip()) < 90)
    back = {
        line
        for line, times in often.items()
        if times > 3 and not line.endswith((".", ";", ",")) and not _SIGNS.match(line)
    }
    return "\n".join(
        " " * len(line)
        if _PAGE_NUMBER.match(line) or _FILED.match(line) or line.strip() in back
        else line
        for line in lines
    )
