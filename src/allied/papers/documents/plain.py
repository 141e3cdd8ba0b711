"""Draws a paper as Markdown: what people typed stands in it as plain words, never as markup."""

from collections.abc import Iterator, Sequence

from allied.papers.documents.paper import Block, Heading, Listing, Paper, Paragraph, Table
from allied.papers.documents.text import one_line, printable

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
            yield f"{'#' * (block.level + 1)} {plain(block.text)}"
        case Paragraph():
            lines = [plain(line) for line in printable(block.text).split("\n") if line.strip()]
            lead = f"**{plain(block.lead)}** " if block.lead else ""
            yield lead + "\n\n".join(lines)
        case Listing():
            signs = (f"{n}." if block.numbered else "-" for n in range(1, len(block.items) + 1))
            yield "\n".join(
                f"{sign} {plain(item)}" for sign, item in zip(signs, block.items, strict=True)
            )
        case Table():
            line = _row(["---"] * len(block.heads), raw=True)
            yield "\n".join([_row(block.heads), line, *(_row(row) for row in block.rows)])


def _row(cells: Sequence[str], *, raw: bool = False) -> str:
    return f"| {' | '.join(cells if raw else [plain(cell) for cell in cells])} |"
