"""What a paper consists of, free of any file format: the rooms fill it, the writers draw it."""

from collections.abc import Sequence
from dataclasses import dataclass


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
