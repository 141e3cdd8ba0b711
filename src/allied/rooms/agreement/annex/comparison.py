"""What differs between two annexes, in words: between two versions, or between the signed one and today."""

from collections.abc import Iterator, Sequence

from allied.kit.comparison import Change, ChangeKind, arrow, moved_keys, word_diff
from allied.kit.words import quoted, shortened
from allied.rooms.agreement.annex.text import (
    AnnexText,
    Block,
    Clause,
    Grid,
    Line,
    Point,
    Section,
    readable,
)

LONG = 60


def compare(old: AnnexText, new: AnnexText) -> tuple[Change, ...]:
    """Every difference as a sentence, section by section; equal annexes have none."""
    return tuple(_changes(readable(old), readable(new)))


def _changes(old: AnnexText, new: AnnexText) -> Iterator[Change]:
    yield from _heads(old, new)
    before = {one.key: one for one in old.sections}
    after = {one.key: one for one in new.sections}
    for key, section in after.items():
        if key not in before:
            yield _change(section, key, ChangeKind.ADDED, f"Section added: {section.title}")
        else:
            yield from _in_section(before[key], section)
    for key, section in before.items():
        if key not in after:
            yield _change(section, key, ChangeKind.REMOVED, f"Section removed: {section.title}")


def _heads(old: AnnexText, new: AnnexText) -> Iterator[Change]:
    if old.alliance != new.alliance:
        said = f"The alliance is called {quoted(new.alliance)}, was {quoted(old.alliance)}"
        yield Change("", "alliance", ChangeKind.CHANGED, said)
    was, is_now = ({side.id: side for side in text.parties} for text in (old, new))
    for id, side in is_now.items():
        if id not in was:
            yield Change("", id, ChangeKind.ADDED, f"Party added: {side.name}")
        elif was[id].name != side.name:
            said = f"{was[id].name} is called {side.name} now"
            yield Change("", id, ChangeKind.CHANGED, said)
    for id in was.keys() - is_now.keys():
        yield Change("", id, ChangeKind.REMOVED, f"Party removed: {was[id].name}")


def _change(
    section: Section, item: str, kind: ChangeKind, sentence: str, words: tuple[str, str] = ("", "")
) -> Change:
    segments = word_diff(*words) if all(words) else ()
    return Change(section.title, item, kind, sentence, "", segments)


def _in_section(old: Section, new: Section) -> Iterator[Change]:
    before = {block.id: block for block in old.blocks}
    after = {block.id: block for block in new.blocks}
    for id, block in after.items():
        match before.get(id), block:
            case None, _:
                yield _change(new, id, ChangeKind.ADDED, f"{_name(block)} added")
            case Clause() as was, Clause():
                yield from _in_clause(new, was, block)
            case Grid() as was, Grid():
                yield from _in_grid(new, was, block)
            case _:
                yield _change(new, id, ChangeKind.CHANGED, f"{_name(block)} takes another form")
    for id, block in before.items():
        if id not in after:
            yield _change(new, id, ChangeKind.REMOVED, f"{_name(block)} removed")


def _name(block: Block) -> str:
    if isinstance(block, Grid):
        return f"Table {quoted(block.caption)}"
    return f"Clause {quoted(block.lead or shortened(block.text, LONG))}"


def _in_clause(section: Section, old: Clause, new: Clause) -> Iterator[Change]:
    if old.lead != new.lead:
        said = f"Clause {quoted(old.lead)} is headed {quoted(new.lead)}"
        yield _change(section, new.id, ChangeKind.CHANGED, said)
    if old.text != new.text:
        said = f"{_name(new)} reworded"
        yield _change(section, new.id, ChangeKind.CHANGED, said, (old.text, new.text))
    yield from _in_points(section, old, new)


def _in_points(section: Section, old: Clause, new: Clause) -> Iterator[Change]:
    before, after = _by_id(old.points), _by_id(new.points)
    for id, point in after.items():
        short = quoted(shortened(point.text, LONG))
        if id not in before:
            yield _change(section, id, ChangeKind.ADDED, f"{section.title}: added {short}")
        elif before[id].text != point.text:
            said = f"{section.title}: reworded {short}"
            yield _change(section, id, ChangeKind.CHANGED, said, (before[id].text, point.text))
    for id, point in before.items():
        if id not in after:
            said = f"{section.title}: removed {quoted(shortened(point.text, LONG))}"
            yield _change(section, id, ChangeKind.REMOVED, said)
    if moved_keys(list(before), list(after)):
        said = f"{section.title}: the points stand in another order"
        yield _change(section, new.id, ChangeKind.MOVED, said)


def _by_id(points: Sequence[Point]) -> dict[str, Point]:
    return {point.id: point for point in points}


def _in_grid(section: Section, old: Grid, new: Grid) -> Iterator[Change]:
    if old.heads != new.heads:
        said = f"Table {quoted(new.caption)} has other columns"
        yield _change(section, new.id, ChangeKind.CHANGED, said)
        return
    before, after = ({row.id: row for row in grid.rows} for grid in (old, new))
    for id, row in after.items():
        if id in before:
            yield from _in_row(section, new, before[id], row)
        elif not new.echo:
            said = f"{new.caption}: added {new.name_of(row)}"
            yield _change(section, id, ChangeKind.ADDED, said)
    if new.echo:
        return
    for id, row in before.items():
        if id not in after:
            said = f"{new.caption}: removed {old.name_of(row)}"
            yield _change(section, id, ChangeKind.REMOVED, said)
    if moved_keys(list(before), list(after)):
        said = f"{new.caption}: the rows stand in another order"
        yield _change(section, new.id, ChangeKind.MOVED, said)


def _in_row(section: Section, grid: Grid, old: Line, new: Line) -> Iterator[Change]:
    title = grid.name_of(new)
    told = zip(grid.heads, old.cells, new.cells, strict=True)
    for place, (head, was, is_now) in enumerate(told):
        if was == is_now or (grid.echo and place < grid.named_by):
            continue
        long = max(len(was), len(is_now)) > LONG and was and is_now
        words = f"{head} reworded" if long else arrow(was, is_now, head)
        yield _change(
            section,
            new.id,
            ChangeKind.CHANGED,
            f"{title}: {words[:1].lower() + words[1:] if not head.isupper() else words}",
            (was, is_now) if long else ("", ""),
        )
