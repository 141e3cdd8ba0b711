"""Draws a paper as Markdown: what people typed stands in it as plain words, never as markup."""

from collections.abc import Iterator, Sequence

from allied.papers.documents.paper import (
    Block,
    Clause,
    Heading,
    Listing,
    Paper,
    Paragraph,
    Signatures,
    Table,
)
from allied.papers.documents.text import lettered, one_line, printable

SIGNED = ("For and on behalf of", "Name", "Position", "Date")
MARKUP = "\\`*_[]<>#|&~"


def markdown_text(paper: Paper) -> str:
    """The paper as Markdown; the same paper always gives the same text."""
    parts = [f"# {plain(paper.title)}", plain(paper.subtitle)]
    parts += [part for block in paper.blocks for part in _drawn(block)]
    return "\n\n".join([*parts, "---", plain(paper.footer)]) + "\n"


def plain(text: str) -> str:
    """One line of text that cannot become markup."""
    return "".join(f"\\{sign}" if sign in MARKUP else sign for sign in one_line(text))


def _drawn(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            number = f"{block.number}. " if block.number else ""
            yield f"{'#' * (block.level + 1)} {number}{plain(block.text)}"
        case Paragraph():
            yield _led(block.lead) + _lines(block.text)
        case Clause():
            # The point after the last digit would make the line an item of a list.
            yield f"**{block.number}** {_led(block.lead)}{_lines(block.text)}".rstrip()
            if block.points:
                yield "\n".join(f"- ({mark}) {plain(p)}" for mark, p in lettered(block.points))
        case Signatures():
            rows = [(p.organisation, p.name, p.role, p.day) for p in block.parties]
            yield from _drawn(Table(heads=SIGNED, rows=rows))
        case Listing():
            signs = (f"{n}." if block.numbered else "-" for n in range(1, len(block.items) + 1))
            yield "\n".join(
                f"{sign} {plain(item)}" for sign, item in zip(signs, block.items, strict=True)
            )
        case Table():
            line = _row(["---"] * len(block.heads), raw=True)
            yield "\n".join([_row(block.heads), line, *(_row(row) for row in block.rows)])


def _led(lead: str) -> str:
    return f"**{plain(lead)}** " if lead else ""


def _lines(text: str) -> str:
    return "\n\n".join(plain(line) for line in printable(text).split("\n") if line.strip())


def _row(cells: Sequence[str], *, raw: bool = False) -> str:
    return f"| {' | '.join(cells if raw else [plain(cell) for cell in cells])} |"
