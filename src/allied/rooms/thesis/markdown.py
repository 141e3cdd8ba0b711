"""Writes one version of a thesis as a clean Markdown document."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from allied.kit.words import day
from allied.rooms.thesis.assumptions import due_date
from allied.rooms.thesis.comparison import SCOPE_WORDS, amount_words, contribution_words
from allied.rooms.thesis.content import ThesisContent
from allied.rooms.thesis.items import Outcome, ScopeKind
from allied.rooms.thesis.limits import Limits

SIGNS = re.compile(r"[\\`*_\[\]<>|~]|&(?=[#\w]+;)")
FIRST_SIGNS = re.compile(r"^(?:[#+=-]|\d+(?=[.)](?:\s|$)))")
BLANK = "–"


def as_markdown(
    content: ThesisContent,
    *,
    title: str,
    version: str,
    parties: Mapping[str, str],
    launch: date,
    limits: Limits,
) -> str:
    """The document: a heading, then every section in the order of the page.

    `version` is a line such as "Version 1.3, signed by both on 12 Oct 2026"; empty sections
    say so. Text of people is escaped: what they typed is what a reader sees.
    """
    blocks = [
        f"# {_inline(title)}",
        _inline(version),
        "## Strategic objective",
        _paragraphs(content.objective),
        "## Why an alliance, not build or buy",
        _paragraphs(content.why_alliance),
        "## Outcomes",
        _outcomes(content.outcomes, parties),
        "## What each side brings",
        *_contributions(content, parties),
        "## Scope",
        *_scope(content),
        "## Assumptions and their tests",
        _assumptions(content, launch, limits),
        "## Risks",
        _bullets(f"{_inline(r.text)}{_after(r.mitigation)}" for r in content.risks),
        "## Decision principles",
        _numbered(_inline(principle.text) for principle in content.principles),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _outcomes(outcomes: Sequence[Outcome], parties: Mapping[str, str]) -> str:
    head = ("Outcome", "Measure", "Start", "Target", "By", "Owner", "Who gains")
    rows = [
        (
            outcome.name,
            outcome.measure,
            amount_words(outcome.baseline, outcome.unit),
            amount_words(outcome.target, outcome.unit),
            day(outcome.due) if outcome.due else "",
            parties.get(outcome.owner, outcome.owner),
            ", ".join(parties.get(party, party) for party in outcome.benefits),
        )
        for outcome in outcomes
    ]
    return _table(head, rows)


def _contributions(content: ThesisContent, parties: Mapping[str, str]) -> Iterator[str]:
    others = {c.organisation: c.organisation for c in content.contributions} | dict(parties)
    named = [*parties, *(party for party in others if party not in parties)]
    for party in named:
        yield f"### {_inline(others[party])}"
        yield _bullets(_inline(contribution_words(item)) for item in content.brought_by(party))


def _scope(content: ThesisContent) -> Iterator[str]:
    for kind, words in SCOPE_WORDS.items():
        plural = "Non-goals" if kind is ScopeKind.NON_GOAL else words
        yield f"### {plural}"
        items = content.scope_of(kind)
        yield _bullets(f"{_inline(item.text)}{_after(item.note)}" for item in items)


def _assumptions(content: ThesisContent, launch: date, limits: Limits) -> str:
    head = ("We believe", "Test", "Threshold", "By", "Critical")
    rows = [
        (
            item.statement,
            item.test,
            item.threshold,
            day(due_date(item, launch, limits)),
            "yes" if item.critical else "no",
        )
        for item in content.assumptions
    ]
    return _table(head, rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    body = [f"| {' | '.join(_inline(cell) or BLANK for cell in row)} |" for row in rows]
    if not body:
        return "None yet."
    return "\n".join([f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *body])


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines) or "None yet."


def _numbered(lines: Iterable[str]) -> str:
    return "\n".join(f"{place}. {line}" for place, line in enumerate(lines, 1)) or "None yet."


def _after(text: str) -> str:
    return f" — {_inline(text)}" if text.strip() else ""


def _paragraphs(text: str) -> str:
    """Blank lines separate paragraphs; a single line end stays one."""
    parts = [part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
    lines = ([_inline(line) for line in part.splitlines() if line.strip()] for part in parts)
    return "\n\n".join("\\\n".join(part) for part in lines) or "Not written yet."


def _inline(text: str) -> str:
    """A text on one line, with everything escaped that Markdown would read as a sign."""
    line = SIGNS.sub(lambda sign: f"\\{sign[0]}", " ".join(text.split()))
    return FIRST_SIGNS.sub(_kept_as_text, line)


def _kept_as_text(first: re.Match[str]) -> str:
    """The beginning of a line that would start a heading, a list or a rule."""
    return f"{first[0]}\\" if first[0].isdigit() else f"\\{first[0]}"
