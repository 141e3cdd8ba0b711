"""What a paper consists of, free of any file format: the rooms fill it, the writers draw it."""

from collections.abc import Sequence
from dataclasses import dataclass

# About as many letters of a table stand abreast; no word makes its column wider than this share.
LETTERS, WIDEST_WORD = 80, 0.25


@dataclass(frozen=True, kw_only=True)
class Heading:
    """The title of a section; level 1 to 3, with its number where sections are numbered."""

    text: str
    level: int = 1
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph, with an optional strong beginning; `quiet` is for notes and captions."""

    text: str
    lead: str = ""
    quiet: bool = False


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A numbered clause such as 4.2, with an optional strong beginning and points (a), (b), (c)."""

    number: str
    text: str
    lead: str = ""
    points: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Points in a row, numbered when their order matters."""

    items: Sequence[str]
    numbered: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows under column heads; `widths` are shares of the text width, equal when left out."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int] = ()

    @property
    def shares(self) -> list[float]:
        """Which part of the text width each column takes, 0 to 1; its longest word fits where there is room."""
        widths = self.widths or [1] * len(self.heads)
        least = [self._least(place) for place in range(len(self.heads))]
        wide = [max(width / sum(widths), one) for width, one in zip(widths, least, strict=True)]
        room = [share - one for share, one in zip(wide, least, strict=True)]
        over = sum(wide) - 1
        if over <= 0 or sum(room) < over:
            return [share / sum(wide) for share in wide]
        return [share - over * one / sum(room) for share, one in zip(wide, room, strict=True)]

    def _least(self, place: int) -> float:
        words = " ".join([self.heads[place], *(row[place] for row in self.rows)]).split()
        return min(WIDEST_WORD, max((len(word) + 2 for word in words), default=0) / LETTERS)


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """The place where one organisation signs; what is known already stands in it."""

    organisation: str
    name: str = ""
    role: str = ""
    day: str = ""


@dataclass(frozen=True, kw_only=True)
class Signatures:
    """The places for the signatures of all parties, side by side."""

    parties: Sequence[Signatory]


type Block = Heading | Paragraph | Clause | Listing | Table | Signatures


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A whole document: its title, the line under it, its blocks, and what each page's head and foot say.

    `contents` asks for a table of contents; a paper with clauses numbers its sections. A `wide` paper
    lies on its side, for tables of many columns.
    """

    title: str
    subtitle: str
    blocks: Sequence[Block]
    footer: str
    header: str = ""
    contents: bool = False
    wide: bool = False
