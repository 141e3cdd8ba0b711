"""What a paper consists of, free of any file format: the rooms fill it, the writers draw it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Heading:
    """The title of a section; level 1 to 3."""

    text: str
    level: int = 1


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph, with an optional strong beginning; `quiet` is for notes and captions."""

    text: str
    lead: str = ""
    quiet: bool = False


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


type Block = Heading | Paragraph | Listing | Table


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A whole document: its title, the line under it, its blocks, and what each page's foot says."""

    title: str
    subtitle: str
    blocks: Sequence[Block]
    footer: str
