"""How a difference becomes a change of the thesis: the section that changes, and its new content."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allied.kit.content import Plain, day_text, decimal_text
from allied.kit.errors import Refused
from allied.kit.words import day, listed, quoted
from allied.rooms.thesis.alignment.answers import IN, OUT
from allied.rooms.thesis.alignment.contradictions import Topic
from allied.rooms.thesis.alignment.restatement import Restated
from allied.rooms.thesis.content import ThesisContent
from allied.rooms.thesis.figures import figure
from allied.rooms.thesis.sections import section_plain

KEEP, SIDE, NEW, DROP = "keep", "side", "new", "drop"
CRITICAL, NOT_CRITICAL = "critical", "not critical"
WAYS: dict[Topic, tuple[str, ...]] = {
    Topic.SUCCESS: (SIDE, NEW, KEEP),
    Topic.CONTRIBUTION: (SIDE, DROP, KEEP),
    Topic.SCOPE: (IN, OUT, KEEP),
    Topic.ASSUMPTION: (CRITICAL, NOT_CRITICAL, KEEP),
    Topic.WEIGHT: (KEEP,),
}
SECTIONS = {
    Topic.SUCCESS: "outcomes",
    Topic.CONTRIBUTION: "contributions",
    Topic.SCOPE: "scope",
    Topic.ASSUMPTION: "assumptions",
    Topic.WEIGHT: "outcomes",
}


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How a difference is settled: the way, whose words or which organisation, and new wording."""

    topic: Topic
    item: str
    way: str
    organisation: str = ""
    wording: Restated | None = None


def in_words(one: Restated) -> str:
    """A restatement as one line: metric, target and date."""
    target = figure(one.target, one.unit) if one.target is not None else one.unit
    until = f"by {day(one.due)}" if one.due else ""
    return ", ".join(part for part in (one.metric, " ".join(filter(None, (target, until)))) if part)


def told(wish: Wish, names: Mapping[str, str]) -> str:
    """How it was settled, in words."""
    whose = names.get(wish.organisation, "")
    if wish.way == KEEP:
        return "the thesis stays as it is"
    if wish.topic is Topic.SUCCESS:
        said = in_words(wish.wording or Restated()) or "nothing said"
        return f"{f'the words of {whose}' if wish.way == SIDE else 'new words'}: {said}"
    if wish.topic is Topic.CONTRIBUTION:
        return (
            f"{whose} brings it" if wish.way == SIDE else "nobody brings it; it leaves the thesis"
        )
    return {IN: "it is in", OUT: "it is out"}.get(wish.way, f"it is {wish.way}")


def changed_section(content: ThesisContent, wish: Wish) -> tuple[str, Plain]:
    """The section and its new content; `Refused` when the thesis no longer has the item."""
    name = SECTIONS[wish.topic]
    rows: Any = section_plain(content, name)
    found = next((row for row in rows if row["id"] == wish.item), None)
    if found is None:
        raise Refused(
            "gone", "The thesis no longer has this. Settle it by leaving the thesis as it is."
        )
    if wish.way == DROP:
        return name, [row for row in rows if row["id"] != wish.item]
    return name, [{**row, **_new(wish)} if row is found else row for row in rows]


def _new(wish: Wish) -> dict[str, Plain]:
    if wish.topic is Topic.SUCCESS:
        one = wish.wording or Restated()
        return {
            "measure": one.metric,
            "unit": one.unit,
            "target": decimal_text(one.target),
            "due": day_text(one.due),
        }
    if wish.topic is Topic.CONTRIBUTION:
        return {"organisation": wish.organisation}
    if wish.topic is Topic.SCOPE:
        return {"kind": wish.way}
    return {"critical": wish.way == CRITICAL}


def refuse_unknown(topic: str, way: str) -> Topic:
    """The topic; `Refused` when there is no such topic, or no such way to settle it."""
    try:
        known = Topic(topic)
    except ValueError:
        raise Refused(
            "unknown_topic",
            f"A difference is about {listed([t.value for t in Topic], 'or')}.",
            field="topic",
        ) from None
    if way not in WAYS[known]:
        accepted = listed([quoted(one) for one in WAYS[known]], "or")
        raise Refused("unknown_way", f"This is settled by {accepted}.", field="way")
    return known
