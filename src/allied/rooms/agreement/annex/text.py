"""The annex as content: sections of numbered clauses and tables, in the one form that sign-offs bind to."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from allied.kit.content import Plain, digest

FORMAT = "allied-annex/1"
# How a clause names another section: ⟦disputes⟧ is read as “clause 7 (Dispute steps)”.
REFERENCE = re.compile(r"⟦([a-z_]+)⟧")


@dataclass(frozen=True, kw_only=True)
class Point:
    """One point under a clause."""

    id: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One numbered clause; its number follows from its place and is no part of what is signed."""

    id: str
    text: str
    lead: str = ""
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of a table."""

    id: str
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table: the first `named_by` cells of a row say what the row is about.

    An `echo` says more about the rows of a table before it: what came, went or was renamed is said there.
    """

    id: str
    caption: str
    heads: tuple[str, ...]
    rows: tuple[Line, ...] = ()
    widths: tuple[int, ...] = ()
    named_by: int = 1
    empty: str = "None yet."
    echo: bool = False

    def name_of(self, row: Line) -> str:
        """What a row is about, in words."""
        return ", ".join(cell for cell in row.cells[: self.named_by] if cell)


type Block = Clause | Grid


@dataclass(frozen=True, kw_only=True)
class Section:
    """One section of the annex."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class Side:
    """One party as the annex names it."""

    id: str
    name: str
    short: str


@dataclass(frozen=True, kw_only=True)
class AnnexText:
    """Everything that the annex says."""

    alliance: str
    parties: tuple[Side, ...]
    sections: tuple[Section, ...]

    def section(self, key: str) -> Section | None:
        """The section with this key, if there is one."""
        return next((one for one in self.sections if one.key == key), None)


def as_plain(text: AnnexText) -> Plain:
    """The whole annex as plain content: what is signed."""
    return {
        "format": FORMAT,
        "alliance": text.alliance,
        "parties": [vars(side).copy() for side in text.parties],
        "sections": [_plain_section(section) for section in text.sections],
    }


def _plain_section(section: Section) -> Plain:
    blocks = [_plain_block(block) for block in section.blocks]
    return {"key": section.key, "title": section.title, "blocks": blocks}


def _plain_block(block: Block) -> Plain:
    if isinstance(block, Clause):
        points = [{"id": point.id, "text": point.text} for point in block.points]
        return {"id": block.id, "lead": block.lead, "text": block.text, "points": points}
    rows = [{"id": row.id, "cells": list(row.cells)} for row in block.rows]
    return {
        "id": block.id,
        "caption": block.caption,
        "heads": list(block.heads),
        "rows": rows,
        "widths": list(block.widths),
        "named_by": block.named_by,
        "empty": block.empty,
        "echo": block.echo,
    }


def text_digest(text: AnnexText) -> str:
    """SHA-256 of the canonical content in base64."""
    return digest(as_plain(text))


def from_plain(plain: Mapping[str, Any]) -> AnnexText:
    """The annex again from content that was kept; another format is refused."""
    if plain.get("format") != FORMAT:
        raise ValueError(f"this content is not {FORMAT}")
    return AnnexText(
        alliance=plain["alliance"],
        parties=tuple(Side(**side) for side in plain["parties"]),
        sections=tuple(
            Section(
                key=one["key"],
                title=one["title"],
                blocks=tuple(_block(block) for block in one["blocks"]),
            )
            for one in plain["sections"]
        ),
    )


def _block(plain: Mapping[str, Any]) -> Block:
    if "heads" not in plain:
        return Clause(
            id=plain["id"],
            text=plain["text"],
            lead=plain["lead"],
            points=tuple(Point(**point) for point in plain["points"]),
        )
    return Grid(
        id=plain["id"],
        caption=plain["caption"],
        heads=tuple(plain["heads"]),
        rows=tuple(Line(id=row["id"], cells=tuple(row["cells"])) for row in plain["rows"]),
        widths=tuple(plain["widths"]),
        named_by=plain["named_by"],
        empty=plain["empty"],
        echo=plain.get("echo", False),
    )


def readable(text: AnnexText) -> AnnexText:
    """The annex with every reference to a section as its number and title."""
    places = {
        one.key: f"clause {number} ({one.title})" for number, one in enumerate(text.sections, 1)
    }

    def said(words: str) -> str:
        return REFERENCE.sub(lambda found: places.get(found[1], found[0]), words)

    sections = (
        replace(one, blocks=tuple(_with_words(b, said) for b in one.blocks))
        for one in text.sections
    )
    return replace(text, sections=tuple(sections))


def _with_words(block: Block, said: Callable[[str], str]) -> Block:
    if isinstance(block, Clause):
        points = tuple(replace(point, text=said(point.text)) for point in block.points)
        return replace(block, text=said(block.text), points=points)
    rows = (replace(row, cells=tuple(said(cell) for cell in row.cells)) for row in block.rows)
    return replace(block, rows=tuple(rows))


def numbered(section: Section, number: int) -> Iterator[tuple[str, Block]]:
    """The blocks of a section, clauses with their numbers: 4.1, 4.2; tables have none."""
    clauses = 0
    for block in section.blocks:
        clauses += isinstance(block, Clause)
        yield (f"{number}.{clauses}" if isinstance(block, Clause) else ""), block
