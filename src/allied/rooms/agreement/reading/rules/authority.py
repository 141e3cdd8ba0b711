"""Who may decide what and by when, and who runs the alliance for each side."""

import re
from collections.abc import Iterator

from .amounts import spans
from .finding import Fact
from .manuscript import Manuscript

_FLAGS = re.IGNORECASE
_BODY = r"(?:committee|council|board|team|panel|JSC|managers?|executives?|officers?|representatives|sponsors?)"
_DECIDES = re.compile(
    rf"\b(?:final|sole|ultimate|exclusive)\s+(?:decision[\s-]*making\s+)?(?:decision\b|say\b|authority\b|vote\b)"
    r"|\bdecision[\s-]*making\s+(?:authority|power|right)s?\b"
    rf"|\b{_BODY}\b[^.;]{{0,120}}\b(?:shall|will|may|must|is|are|has|have)\b[^.;]{{0,60}}\b(?:approve|decide|determine\s+by"
    r"|authori[sz]ed\s+to|(?:the\s+)?(?:power|authority)\s+to|take\s+decisions|make\s+(?:all\s+)?decisions)\b"
    r"|\b(?:decisions?|resolutions?)\b[^.;]{0,120}\b(?:shall|will|must|are|is)\s+(?:be\s+)?(?:made|taken|decided|adopted|approved"
    rf"|reached)\b[^.;]{{0,80}}\b(?:unanim\w+|consensus|majority|votes?|both\s+parties|each\s+party|{_BODY})\b"
    r"|\b(?:shall|will|must)\s+require\b[^.;]{0,60}\b(?:approval|consent)\s+(?:of|by)\s+(?:both|each|all|the)\s+part",
    _FLAGS,
)
_NOT_OURS = re.compile(
    r"arbitrat|\bcourts?\b|\bjury\b|board\s+of\s+directors\b[^.;]{0,40}\bapproved|ethics|review\s+board|\bIRB\b|shareholders?"
    r"|stockholders?|author?ity\s+to\s+(?:enter|execute|bind|sign)|corporate\s+(?:power|authority|action)|regulatory\s+authorit|\b(?:who|which|with|having)\b[^.;]{0,20}\bdecision[\s-]*making",
    _FLAGS,
)
_RUNS_IT = (
    r"(?:(?:alliance|relationship|partner(?:ship)?|project|program(?:me)?|account|collaboration|joint\s+\w+)\s+"
    r"(?:managers?|leaders?|leads?|directors?|coordinators?|executives?|contacts?|liaisons?)|(?:primary|principal|single)\s+"
    r"(?:points?\s+of\s+)?contacts?|senior\s+sponsors?|executive\s+sponsors?)"
)
_NAMES_THEM = re.compile(
    rf"\b(?:appoint|designate|name|nominate|assign|identif|provide|select|compris|consist)\w*\b[^.]{{0,120}}\b(?P<after>{_RUNS_IT})\b"
    rf"|\b(?P<before>{_RUNS_IT})\b[^.;]{{0,60}}\b(?:shall|will|are|is)\s+(?:initially\s+)?(?:be\b|as\s+follows|appointed|designated)",
    _FLAGS,
)
_STANDS_IN = re.compile(
    r"\b(?:deput(?:y|ies)|alternates?|substitutes?|stand[\s-]?in|replac\w+|successors?)\b", _FLAGS
)
_MOST = 4


def authority(text: Manuscript) -> list[Fact]:
    """Sentences that say who decides, with the days they give; and those that name who runs the alliance."""
    return [*_decisions(text), *_people(text)]


def _decisions(text: Manuscript) -> Iterator[Fact]:
    found = 0
    for start, end in text.sentences:
        said = text.even[start:end]
        if end - start > 1500 or _NOT_OURS.search(said):
            continue
        match = _DECIDES.search(said)
        if match is None:
            continue
        yield text.fact("decision right", _short(match.group()), start, end, within=_within(said))
        found += 1
        if found == _MOST:
            return


def _within(said: str) -> str:
    """The days within which it is decided; a rhythm of years is no such time."""
    return next((str(span) for _s, _e, span in spans(said) if span.unit in ("day", "week")), "")


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) < 120 else words[:117].rpartition(" ")[0] + " …"


def _people(text: Manuscript) -> list[Fact]:
    for number, (start, end) in enumerate(text.sentences):
        match = _NAMES_THEM.search(text.even, start, end)
        if match is None:
            continue
        said = match["after"] or match["before"]
        near = text.even[start : text.sentences[min(number + 2, len(text.sentences) - 1)][1]]
        stands_in = "said" if _STANDS_IN.search(near) else ""
        return [text.fact("alliance manager", said.lower(), start, end, deputy=stands_in)]
    return []
