"""How the agreement can be ended: without a cause, for a cause with time to cure, and what follows."""

import re

from .amounts import spans
from .finding import Fact
from .manuscript import Manuscript

_ENDS = re.compile(
    r"\b(?:terminat\w+|terminable|cancel\w*|withdraw\w*\s+from|kündig\w+|gekündigt|résili\w+)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:this\s?agreement|the\s+agreement|this\s+contract|the\s+contract"
    r"|strategic\s+alliance|this\s+alliance|it)\b|\bVertrag|\bcontrat",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\b(?:either\s+party|any\s+party|each\s+party|both\s+parties|jede\s+partei"
    r"|[A-Z][\w&]+\s+(?:may|shall\s+have|will\s+have|has|can))\b",
    re.IGNORECASE,
)
_MAY = re.compile(
    r"\b(?:may|right\s+to|entitled|can|option|terminable|permitted|is\s+free|cancel|kann)\b",
    re.IGNORECASE,
)
_NO_CAUSE = re.compile(
    r"without\s+(?:any\s+)?cause|for\s+convenience|with\s+or\s+without\s+cause"
    r"|for\s+any\s+(?:or\s+no\s+)?reason|no\s+reason|at\s+any\s+time"
    r"|at\s+its\s+(?:sole\s+)?(?:discretion|option)|in\s+its\s+sole\s+discretion"
    r"|without\s+(?:giving\s+)?(?:any\s+)?reason",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"breach|default|cure|remed(?:y|ied)|insolv|bankrupt|receiver|change\s+(?:of"
    r"|in)\s+(?:control|ownership)|material\w*\s+fail|fails?\s+to|failure"
    r"|\bif\s+(?:the|any|an|such|it|there|[A-Z(])|\bif\s*:|in\s+the\s+event"
    r"|in\s+case|force\s+majeure|violat|infring|upon\s+the\s+occurrence"
    r"|provided\s+that\s+the|regulatory",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"work\s+order|study\s+order|purchase\s+order|statement\s+of\s+work"
    r"|employment|lease|secondment|sublicen|engagement\s+letter|confidentiality\s+agreement",
    re.IGNORECASE,
)
_AFTER_NOTICE = re.compile(
    r"^[\s'’)]*(?:(?:prior|advance|written|notice|after|from|before|in\s+advance"
    r"|of|'|following|or\s+more|calendar)\s*)+",
    re.IGNORECASE,
)
_MUTUAL = re.compile(
    r"mutual(?:ly)?\s+(?:\w+\s+){0,2}(?:consent|agree\w*)|(?:by|upon)\s+(?:the\s+)?(?:written\s+)?agreement"
    r"\s+(?:of|between)\s+(?:the|both)\s+parties|parties\s+(?:may\s+)?(?:mutually\s+)?agree\s+to\s+terminate",
    re.IGNORECASE,
)
_EITHER = re.compile(r"\b(?:either|any|each)\s+party|mutual", re.IGNORECASE)
_CURE = re.compile(r"\b(?:cured?|remed(?:y|ied|ies)|rectif\w+|corrected|correct)\b", re.IGNORECASE)
_BREACH = re.compile(
    r"\b(?:breach\w*|defaults?|non-?performance|violation|fails?\s+to|failure)\b", re.IGNORECASE
)
_WIND_DOWN = re.compile(
    r"wind[\s-]*(?:ing[\s-]*)?down|transition\s+(?:period|services?|assistance"
    r"|plan)|orderly\s+(?:transition|wind|termination|transfer)|phase[\s-]*out"
    r"|sell[\s-]*off\s+period|termination\s+assistance|exit\s+(?:plan"
    r"|management)|"
    r"(?:after|upon|following)\s+(?:expiration\s+or\s+|the\s+)?(?:termination"
    r"|expiration|expiry)[^.]{0,160}?(?:continue\s+(?:selling|to\s+(?:sell"
    r"|provide|perform|support))|return\s+(?:all|any|to)|transfer)",
    re.IGNORECASE,
)
_INSOLVENT = re.compile(
    r"\b(?:insolven\w+|bankrupt\w*|receiver(?:ship)?|winding[\s-]up|liquidat\w+)\b", re.IGNORECASE
)


def endings(text: Manuscript) -> list[Fact]:
    """Every way out that the agreement names, the clearest sentence for each."""
    return [*_convenience(text), *_for_cause(text), *_insolvency(text), *_wind_down(text)]


def _convenience(text: Manuscript) -> list[Fact]:
    best: tuple[int, int, int, int] | None = None
    for start, end in text.sentences:
        said = text.even[start:end]
        if end - start > 1800 or not (
            _ENDS.search(said) and _WHOLE.search(said) and _MAY.search(said) and _WHO.search(said)
        ):
            continue
        weight = _convenience_weight(said)
        if re.search(
            r"\b(?:if|where|unless|following)\s*:?\s*$|:\s*$", said + text.even[end : end + 2]
        ):
            weight -= 4
        if weight > 2 and (best is None or weight > best[0]):
            best = (weight, -start, start, end)
    if best is None:
        return []
    _weight, _order, start, end = best
    said = text.even[start:end]
    who = "either party" if _EITHER.search(said) else _who(said)
    notice = _notice(said)
    facts = [
        text.fact(
            "termination without cause",
            f"{who}, {notice} notice" if notice else who,
            start,
            end,
            who=who,
            notice=notice,
        )
    ]
    if notice:
        facts.append(text.fact("termination notice", notice, start, end))
    return facts


def _convenience_weight(said: str) -> int:
    ends = _ENDS.search(said)
    assert ends is not None
    weight = 0
    if re.search(
        r"without\s+(?:any\s+)?cause|convenience|with\s+or\s+without|any\s+reason"
        r"|no\s+reason|without\s+(?:giving\s+)?(?:any\s+)?reason",
        said,
        re.IGNORECASE,
    ):
        weight += 4
    elif _NO_CAUSE.search(said):
        weight += 2
    if _notice(said):
        weight += 2
    if re.search(
        r"terminat\w+\s+(?:this|the|such)\s?(?:strategic\s+)?(?:agreement"
        r"|alliance|contract)|agreement\s+(?:may|can|shall|will|is)\s+(?:also\s+)?(?:be\s+)?(?:termina(?:ted|ble)"
        r"|cancel)|withdraw\w*\s+from\s+(?:this|the)",
        said,
        re.IGNORECASE,
    ):
        weight += 1
    if _CAUSE.search(said):
        weight -= 4 if weight < 6 else 2
    if _MUTUAL.search(said) and not re.search(
        r"\b(?:either|any|each)\s+party", said, re.IGNORECASE
    ):
        weight -= 6
    if _OTHER.search(said[: ends.end() + 40]):
        weight -= 3
    return weight


def _who(said: str) -> str:
    match = re.search(
        r"\b([A-Z][\w&]+(?:\s[A-Z][\w&]+){0,2})\s+(?:may|shall\s+have|will\s+have|has|can|is)\b",
        said,
    )
    return match.group(1) if match else "one party"


def _notice(said: str) -> str:
    for start, end, span in spans(said):
        before, after = said[max(0, start - 50) : start], said[end : end + 40]
        if _AFTER_NOTICE.match(after) and re.search(
            r"notice|notif", said[end : end + 90], re.IGNORECASE
        ):
            return str(span)
        if re.search(r"notice\b[^.;]{0,45}$", before, re.IGNORECASE):
            return str(span)
    return ""


def _for_cause(text: Manuscript) -> list[Fact]:
    best: tuple[int, int, int, int, str] | None = None
    for start, end in text.sentences:
        said = text.even[start:end]
        if not (_ENDS.search(said) and _BREACH.search(said)) or end - start > 2500:
            continue
        cure = _cure(said)
        weight = (
            (2 if cure else 0)
            + (1 if _WHOLE.search(said) else 0)
            + (1 if "material" in said.lower() else 0)
        )
        weight += (1 if _MAY.search(said) else 0) - (2 if _OTHER.search(said[:200]) else 0)
        if weight >= 2 and (best is None or weight > best[0]):
            best = (weight, -start, start, end, cure)
    if best is None:
        return []
    _weight, _order, start, end, cure = best
    value = f"breach not cured within {cure}" if cure else "breach"
    return [text.fact("termination for cause", value, start, end, cure=cure)]


def _cure(said: str) -> str:
    if not _CURE.search(said) and not re.search(r"within", said):
        return ""
    for start, end, span in spans(said):
        around = said[max(0, start - 130) : start] + said[end : end + 90]
        if span.unit in ("day", "week", "month") and (
            _CURE.search(around) or re.search(r"within\s*$|period\s+of\s*$", said[:start])
        ):
            return str(span)
    return ""


def _first(
    text: Manuscript, kind: str, pattern: re.Pattern[str], also: re.Pattern[str], value: str = "yes"
) -> list[Fact]:
    for match in pattern.finditer(text.even):
        start, end = text.sentence_at(match.start())
        if also.search(text.even[start:end]):
            return [text.fact(kind, value, start, end)]
    return []


def _insolvency(text: Manuscript) -> list[Fact]:
    return _first(text, "termination on insolvency", _INSOLVENT, _ENDS)


def _wind_down(text: Manuscript) -> list[Fact]:
    for match in _WIND_DOWN.finditer(text.even):
        start, end = text.sentence_at(match.start())
        said = text.even[start:end]
        if re.search(
            r"dissol|insolv|bankrupt|liquidat|winding[\s-]up\s+(?:of|order|petition)",
            said,
            re.IGNORECASE,
        ):
            continue
        span = next((str(span) for _s, _e, span in spans(said)), "")
        return [text.fact("wind-down", span or "planned", start, end)]
    return []
