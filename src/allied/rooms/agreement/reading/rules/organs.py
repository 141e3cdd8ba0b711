"""How the parties steer together: committees, meetings, the ladder for disputes, KPIs, change control."""

import re
from collections.abc import Iterator

from .amounts import NUMBER_WORDS, number_of, spans
from .finding import Fact
from .manuscript import Manuscript

_COMMITTEE = re.compile(
    r"\b(?P<name>(?:(?:[A-Z][A-Za-z-]+|&|and|of)\s+){0,4}(?:Committee"
    r"|COMMITTEE|Council|Steering\s+(?:Group|Board|Team)|Governance\s+(?:Board"
    r"|Team|Group)|Alliance\s+(?:Board|Team|Management\s+Team)|Management\s+Team"
    r"|"
    r"Working\s+(?:Group|Party)|Project\s+Team|Joint\s+(?:Team|Board)"
    r"|Lenkungsausschuss|Comité(?:\s+de\s+pilotage)?))\b|\b(?P<small>(?:joint"
    r"|steering|management|review|project|alliance|coordination|coordinating"
    r"|advisory|executive)\s+(?:[a-z]+\s+){0,2}(?:committee|council|board))\b"
)
_FORMED = re.compile(
    r"\b(?:establish\w*|form(?:ed|s|ing)?|creat\w+|set\s+up|constitut\w+"
    r"|appoint\w*|conven\w+|compris\w+|compos\w+|consist\w*|be\s+overseen"
    r"|represented\s+on|einrichten|mettent?\s+en\s+place)\b",
    re.IGNORECASE,
)
_NOT_OURS = re.compile(
    r"audit\s+committee|compensation\s+committee|board\s+of\s+directors"
    r"|creditors|ethics|review\s+board|IRB|nominating|scientific\s+committee\s+of"
    r"|international\s+committee|standing\s+committee|stockholders|shareholders"
    r"|special\s+committee\s+of",
    re.IGNORECASE,
)
_MEMBERS = re.compile(
    rf"\b(?P<count>{NUMBER_WORDS}|\d{{1,2}})\s*(?:\(\s*\d{{1,2}}\s*\)\s*)?(?:\w+[\s,-]+){{0,4}}?(?:representatives?"
    rf"|members?|persons?|individuals|people|employees|executives|designees"
    rf"|delegates|nominees)\b",
    re.IGNORECASE,
)
_EQUAL = re.compile(
    r"equal\s+(?:number|representation)|each\s+(?:party|of)[^.;]{0,60}(?:appoint"
    r"|designat|nominat)|(?:from|members\s+of|representatives\s+of)\s+each\s+(?:party|of)",
    re.IGNORECASE,
)
_QUORUM = re.compile(
    r"\bquorum\b|beschlussfähig|no\s+(?:action|decision|vote)s?\b[^.;]{0,120}\bunless\b[^.;]{0,40}\bat\s+least\b"
    r"|\bat\s+least\s+\w+\s+(?:\(\d+\)\s+)?(?:representatives?|members?)\s+(?:of|from)\s+each\s+party\b[^.;]{0,80}"
    r"\b(?:present|attend\w*|participat\w+)",
    re.IGNORECASE,
)
_VOTE = re.compile(
    r"unanim\w+|one\s+vote|majority|consensus|casting\s+vote|deciding\s+vote"
    r"|final\s+(?:say|decision)",
    re.IGNORECASE,
)
_RHYTHMS = (
    ("weekly", r"\bweekly\b|(?:once\s+)?(?:each|every|per|a)\s+week\b"),
    (
        "twice a month",
        r"(?:twice|two\s+times)\s+(?:a|each|per|every)\s+month|bi-?weekly"
        r"|fortnight|every\s+two\s+weeks",
    ),
    ("every two months", r"every\s+(?:two|2|other)\s*(?:\(2\)\s*)?months?|bi-?monthly"),
    (
        "monthly",
        r"\bmonthly\b|(?:once\s+)?(?:each|every|per|a)\s+(?:calendar\s+)?month\b|monatlich|mensuel",
    ),
    (
        "quarterly",
        r"\bquarterly\b|(?:each|every|per|a)\s+(?:calendar\s+|fiscal\s+)?quarter\b"
        r"|four\s+(?:\(4\)\s+)?times\s+(?:per|a|each|every)\s+(?:calendar\s+)?year"
        r"|every\s+three\s*(?:\(3\)\s*)?months|vierteljährlich|trimestriel",
    ),
    (
        "three times a year",
        r"three\s+(?:\(3\)\s+)?times\s+(?:per|a|each|every)\s+(?:calendar\s+)?year"
        r"|every\s+four\s*(?:\(4\)\s*)?months",
    ),
    (
        "twice a year",
        r"semi-?annual\w*|half-?yearly|(?:twice|two\s+(?:\(2\)\s+)?times)\s+(?:per"
        r"|a|each|every|in\s+each|in\s+every)\s+(?:calendar\s+)?year|every\s+six\s*(?:\(6\)\s*)?months"
        r"|bi-?annual|halbjährlich",
    ),
    (
        "yearly",
        r"\bannual(?:ly)?\b|\byearly\b|once\s+(?:per|a|each|every|in\s+each"
        r"|in\s+every)\s+(?:calendar\s+)?year|(?:each|every)\s+(?:calendar\s+)?year"
        r"|jährlich",
    ),
)
_RHYTHM = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _RHYTHMS)
_MEET = re.compile(
    r"\b(?:meet|meets|meeting|meetings|convene|convenes|confer|review\s+session"
    r"|conference\s+call|tagt)\b",
    re.IGNORECASE,
)
_NOT_MEETING = re.compile(
    r"stockholder|shareholder|board\s+of\s+directors|annual\s+(?:meeting"
    r"|general)|sales\s+meeting|trade\s+show|meet(?:s|ing)?\s+(?:with\s+)?"
    r"(?:(?:the|its|all|such|any|their)\s+)?(?:\w+\s+){0,2}(?:require|obligation"
    r"|specification|standard|demand|target|criteria|need|minimum)|conferences?\s+and"
    r"|royalt|invoice",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"part(?:y|ies)|committee|JSC|council|board|team|representatives"
    r"|managers|executives|both|alliance|mutual|each\s+other",
    re.IGNORECASE,
)

_DISPUTE = re.compile(
    r"\b(?:disputes?|disagree\w*|controvers\w+|differences?\s+of\s+opinion"
    r"|deadlock|matters?\s+or\s+disputes?|such\s+matters?|issues?|claims?"
    r"|Streitigkeit\w*|litiges?)\b",
    re.IGNORECASE,
)
_RAISED = re.compile(
    r"\b(?:escalat\w+|refer(?:red|s|ral)?\b|resol\w+|settle\w*|negotiat\w*"
    r"|mediat\w+|arbitrat\w+|submitted|elevat\w+|meet\b|attempt|beigelegt)\b",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"(?P<court>\b(?:courts?|litigation|suit|legal\s+(?:action|proceedings))\b)"
    r"|(?P<arbitration>\barbitra\w+|\bSchiedsgericht\w*)|(?P<mediation>\bmediat\w+"
    r"|\bCEDR\b|\bconciliat\w+)|"
    r"(?P<committee>\b(?:joint\s+steering\s+committee|steering\s+committee"
    r"|JSC|management\s+committee|committee)\b)|"
    r"(?P<who>\b(?:chief\s+executive\s+officers?|CEOs?|chief\s+\w+\s+officers?"
    r"|presidents?|managing\s+directors?|senior\s+(?:\w+\s+)?(?:executives?"
    r"|officers?|management|managers?|representatives?)|executive\s+(?:management"
    r"|officers?|sponsors?|directors?)|executives|general\s+managers?"
    r"|"
    r"alliance\s+managers?|relationship\s+managers?|project\s+(?:managers?"
    r"|leaders?)|account\s+managers?|program\s+managers?|therapeutic\s+heads?"
    r"|vice\s+presidents?|designated\s+(?:officers?|executives?|representatives?)"
    r"|authori[sz]ed\s+representatives?|representatives?\s+(?:of|from)\s+each"
    r"|management\s+representatives?|directors)\b)|"
    r"(?P<talk>\b(?:good\s+faith\s+(?:negotiat\w+|discuss\w+)|amicabl\w+"
    r"|mutual\s+(?:consultation|discussion)|negotiat\w+|consultation"
    r"|amicable)\b)",
    re.IGNORECASE,
)
_NAMES = {
    "court": "court",
    "arbitration": "arbitration",
    "mediation": "mediation",
    "talk": "talks between the parties",
}
_IN_ORDER = re.compile(
    r"\bfirst\b|\binitially\b|\bescalat|\brefer(?:red)?\s+to|\bthen\b|\bwithin\b", re.IGNORECASE
)
_RESOLUTION = re.compile(
    r"dispute|escalat|deadlock|disagree|arbitrat|mediation|resolution|litig", re.IGNORECASE
)


def organs(text: Manuscript) -> list[Fact]:
    """Committees, rhythms of meetings, and the ladder that a dispute climbs."""
    found = list(_committees(text))
    return [*found, *_meetings(text, found), *ladder(text)]


def _committees(text: Manuscript) -> Iterator[Fact]:
    seen: set[str] = set()
    for match in _COMMITTEE.finditer(text.even):
        start, end = text.sentence_at(match.start())
        said = text.even[start:end]
        name = " ".join((match["name"] or match["small"]).split())
        name = re.sub(r"^(?:The|A|An|Such|Each|Any|and|of|the|This|Of|To|In)\s+", "", name)
        name = name.title() if name.isupper() else name
        key = re.sub(r"\W", "", name.lower())
        if (
            key in seen
            or any(key in other or other in key for other in seen)
            or not _FORMED.search(said)
            or _NOT_OURS.search(said)
        ):
            continue
        if name.lower() in ("committee", "council") or re.match(
            r"(?:national|european|city|county|security)\b", name, re.IGNORECASE
        ):
            continue
        seen.add(key)
        yield _committee(text, name, start, end)


def _committee(text: Manuscript, name: str, start: int, end: int) -> Fact:
    """A committee with what the next lines say of its members, quorum, rhythm and votes."""
    after = text.even[start : end + 2200]
    members = _MEMBERS.search(after[: end - start + 700])
    quorum = _QUORUM.search(after)
    vote = _VOTE.search(after[: end - start + 1600])
    return text.fact(
        "committee",
        name,
        start,
        end,
        members=" ".join(members.group().split()) if members else "",
        count=number_of(members["count"]) if members else None,
        sides="equal" if _EQUAL.search(after[: end - start + 500]) else "",
        quorum=_around(text, start + quorum.start()) if quorum else "",
        rhythm=_rhythm_near(after),
        vote=" ".join(vote.group().lower().split()) if vote else "",
    )


def _around(text: Manuscript, place: int) -> str:
    start, end = text.sentence_at(place)
    return " ".join(text.even[start:end].split())[:300]


def _rhythm_near(said: str) -> str:
    for match in _MEET.finditer(said):
        near = said[max(0, match.start() - 60) : match.end() + 140]
        rhythm = rhythm_of(near)
        if rhythm:
            return rhythm
    return ""


def rhythm_of(said: str) -> str:
    """How often, in one of eight words; empty when no rhythm is said."""
    return next((name for name, pattern in _RHYTHM if pattern.search(said)), "")


def _meetings(text: Manuscript, committees: list[Fact]) -> Iterator[Fact]:
    found = 0
    for start, end in text.sentences:
        said = text.even[start:end]
        if (
            not _MEET.search(said)
            or not _TOGETHER.search(said)
            or _NOT_MEETING.search(said)
            or end - start > 1500
        ):
            continue
        rhythm = _rhythm_near(said)
        if rhythm and re.search(r"\b(?:shall|will|agree|must|meet|werden)\b", said):
            found += 1
            yield text.fact("meeting rhythm", rhythm, start, end)
        if found >= 4:
            return


def ladder(text: Manuscript) -> list[Fact]:
    """The steps of a dispute in their order, each with its days; one step alone is no ladder but is told."""
    best: list[tuple[str, str]] = []
    most, where = 0, (0, 0)
    for number, (start, end) in enumerate(text.sentences):
        said = text.even[start:end]
        if not (_DISPUTE.search(said) and _RAISED.search(said)) or not (
            _RESOLUTION.search(text.heading_at(start)) or _RESOLUTION.search(said)
        ):
            continue
        last = _last_of_section(text, number)
        steps = _steps(text.even[start:last])
        people = sum(1 for who, _days in steps if who not in ("court", "arbitration"))
        weight = len(steps) + (3 if _IN_ORDER.search(said) else 0)
        if people and weight > most:
            best, most, where = steps, weight, (start, end)
    if not best:
        return []
    value = " → ".join(f"{who} ({days})" if days else who for who, days in best)
    steps_told = [{"who": who, "within": days} for who, days in best]
    return [text.fact("escalation", value, *where, steps=steps_told)]


def _last_of_section(text: Manuscript, number: int) -> int:
    last = text.sentences[number][1]
    for start, end in text.sentences[number + 1 : number + 5]:
        if not (_RAISED.search(text.even[start:end]) or _DISPUTE.search(text.even[start:end])):
            break
        last = end
    return last


def _steps(said: str) -> list[tuple[str, str]]:
    steps: list[tuple[str, str]] = []
    known = list(_STEP.finditer(said))
    days = spans(said)
    for number, match in enumerate(known):
        group = match.lastgroup or ""
        name = _NAMES.get(group) or " ".join(match.group().lower().split())
        until = known[number + 1].start() if number + 1 < len(known) else len(said)
        within = next(
            (
                str(span)
                for start, _end, span in days
                if match.start() <= start < max(until, match.end() + 60)
            ),
            "",
        )
        if any(name == other or name.rstrip("s") == other.rstrip("s") for other, _days in steps):
            if (
                within
                and steps
                and steps[-1][0].rstrip("s") == name.rstrip("s")
                and not steps[-1][1]
            ):
                steps[-1] = (steps[-1][0], within)
            continue
        steps.append((name, within))
    return steps[:8]
