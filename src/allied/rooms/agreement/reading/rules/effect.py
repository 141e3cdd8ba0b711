"""When the agreement was made and when it takes effect."""

import re
from dataclasses import dataclass
from datetime import date

from .calendar_words import BLANK, Day, dates
from .finding import Fact
from .manuscript import Manuscript
from .titles import OPENING

_MADE = re.compile(
    r"\b(?:made|entered|dated|executed|concluded|signed|effective|is\s+made"
    r"|agreement|contract|Dated|DATED|DATE|Date|geschlossen|vom|fait"
    r"|conclu)\b",
    re.IGNORECASE,
)
_OLD = re.compile(
    r"\b(?:certain|existing|prior|original|amended(?!\s+and\s+restated)|amends|supplements|supersedes|replaces|entered\s+into\s+an?)"
    r"\b(?!\s+\w+\s+alliance)[^.;]{0,80}(?:agreement"
    r"|contract|plan|lease)s?\b[^.;]{0,60}$|^(?:(?!\bthis\b).)*\b(?:agreement"
    r"|contract|letter|order|plan|lease|memorandum)s?\s*,?\s*(?:\([^)]*\)\s*)?,?\s*dated[^.;]{0,20}$"
    r"|incorporated[^.;]{0,40}$|as amended[^.;]{0,30}$|filed[^.;]{0,60}$"
    r"|Act of[^.;]{0,20}$|pursuant to[^.;]{0,60}$",
    re.IGNORECASE,
)
_DEFINED = re.compile(
    r"^\s*,?\s*\(?[^()\".;]{0,60}(?:\(?[^()\".;]{0,40}\"?(?P<name>(?:Effective"
    r"|Execution|Commencement|Signing|Signature|Agreement|Closing|Start)\s+Date)\"?)",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"\"?(?P<name>(?:Effective|Commencement|Start)\s+Date)\"?\s*(?:(?:of|for)\s+(?:this|the)\s+(?:\w+\s+){0,3}?"
    r"(?:Agreement|Contract|Amendment|Addendum)\s*)?(?:means|shall\s+mean|shall\s+be|is|:|-|will\s+be|=)"
    r"\s*:?\s*(?:deemed\s+)?(?P<rest>.{0,160})",
    re.IGNORECASE | re.DOTALL,
)
_EFFECTIVE = re.compile(
    r"\b(?:effective|in effect|into effect|into force|in force)\s+(?:as\s+(?:of|from)"
    r"|on|from|beginning|starting|at|upon)?\s*(?:and\s+as\s+of\s+)?(?:the\s+)?$"
    r"|effective\s*(?:as\s+of|on|date\s*:)?\s*(?:the\s+)?$|commenc\w+\s+on\s*(?:the\s+)?$",
    re.IGNORECASE,
)
# "Made and effective 1 May 2020": the day on which it was made as well.
_MADE_EFFECTIVE = re.compile(
    r"\b(?:made|entered\s+into|executed)(?:,?\s+and)?\s+(?:made\s+)?effective\b", re.IGNORECASE
)
# The day that stands alone beneath the title.
_BELOW_TITLE = re.compile(r"(?:AGREEMENT|CONTRACT|Agreement|Contract)\s*$")
_ALONE = re.compile(r"\s*(?:\n|$|(?=[A-Z][\w.,&]*\s+[A-Z])|[A-Z][a-z]+\s)")
# "This Agreement is dated 1 May 2020" among the last clauses, "Signed this 1st day of May 2020".
_DATED_LATE = re.compile(
    r"\b(?:this\s+agreement\s+is\s+dated|signed(?:\s+and\s+effective)?)\s+(?:as\s+of\s+|this\s+|on\s+(?:this\s+)?)?(?:the\s+)?$",
    re.IGNORECASE,
)
# "By and between Alder and Beech, as of the 1st day of June 2004." closes the opening.
_AS_OF = re.compile(r"\b(?:as\s+of|on)\s+(?:this\s+|the\s+)?$", re.IGNORECASE)
_CLOSES = re.compile(
    r"\s*(?:\([^)]{0,60}\)\s*)?[.,;]?\s*(?:\n|WHEREAS|R\s?E\s?C\s?I\s?T\s?A\s?L|$)", re.IGNORECASE
)
_BETWEEN = re.compile(r"\b(?:between|among)\b", re.IGNORECASE)
_AS_OF_EFFECTIVE = re.compile(
    r"\b(?:made|entered\s+into|dated|executed)\b[^.;]{0,60}\bas\s+of\s+the\s+\"?Effective\s+Date",
    re.IGNORECASE,
)
# "This Agreement shall commence on the date hereof": the start said without the name "Effective Date".
_STARTS = re.compile(
    r"\b(?:(?:this|the\s+present)\s+(?:\w+\s+){0,2}?(?:agreement|contract|amendment|addendum|memorandum)|the\s+(?:initial\s+)?term"
    r"|duration\s+of\s+this\s+\w+)\b[^.;]{0,60}?\b(?:commenc\w+|begin\w*|take\w*\s+effect|(?:comes?|enters?)\s+into\s+(?:force|effect)"
    r"|effective)\s+(?:on|as\s+of|as\s+from|from|upon)?\s*(?P<rest>.{0,90})",
    re.IGNORECASE | re.DOTALL,
)
# A day on which something ends is not the day on which the agreement was made.
_ENDING = re.compile(
    r"\b(?:until|through|terminat\w*|expir\w*|ends?|ending|conclud(?:e|es|ing)|no\s+later\s+than)\b[^.;:]{0,24}$",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\b(?:the\s+)?(?:date|day)\s+(?:and\s+year\s+)?(?:of\s+(?:this|the)\s+Agreement|hereof|first\s+(?:above\s+)?(?:written"
    r"|set\s+forth|mentioned)|above|of\s+(?:(?:its|the)\s+)?(?:last\s+)?(?:execution|signature|signing))"
    r"|as of the date (?:hereof|first)",
    re.IGNORECASE,
)
_LAST = (
    r"(?:date\s+(?:of\s+)?(?:(?:on\s+which\s+)?(?:it|this\s+agreement)\s+is\s+)?(?:the\s+)?(?:last|latest|later)"
    r"|(?:the\s+)?(?:last|latest|later)\s+(?:of\s+(?:the\s+)?)?(?:\w+\s+){0,2}?dates?)\b[^.;()]{0,60}?(?:sign|execut)?\w*"
)
_LAST_SIGNED = re.compile(_LAST, re.IGNORECASE)
# "This Agreement takes effect upon signature by both parties", "on the day when it is signed".
_ON_SIGNING = re.compile(
    r"(?:the\s+)?(?:date\s+(?:on\s+which|when)\s+(?:it|the\s+\w+|this\s+\w+)\s[^.;]{0,40}?\bsign|(?:its\s+|the\s+)?(?:due\s+)?"
    r"(?:execution|signatures?|signing)\b(?!\s+and\s+delivery))",
    re.IGNORECASE,
)
_DATE_NAMED = re.compile(r"\"(?:Effective|Commencement)\s+Date\"", re.IGNORECASE)
_SIGNED_ON = re.compile(r"\b(?:Date|DATE|Dated|DATED|Datum)\s*:?\s*(?:[/s ]{0,3})?$")
_WITNESS = re.compile(r"IN\s+WITNESS\s+WHEREOF", re.IGNORECASE)
_PARTS = re.compile(r"\bWHEREAS\b|;|\n", re.IGNORECASE)
_MADE_ON = re.compile(
    r"(?:made|entered\s+into|executed|concluded|signed)\b(?:[^.;\n]|\.(?=,|\s(?:and|as|a)\b)){0,140}$",
    re.IGNORECASE,
)
# "Strategic Alliance Agreement (the "Agreement") dated as of": the title of this one, not of an older one.
_TITLED = re.compile(
    r"(?:[^\w]|\b(?:[A-Z][\w&'’-]*|the|this|day|dated|as|of|and|for|on|hereinafter)\b|\b\d+(?:\.\d+)*\b)*"
    r"\b(?:Agreement|AGREEMENT|Contract|CONTRACT)\b(?:[^\w]|\b(?:[A-Z][\w&'’-]*|the|this|dated|as|of|hereinafter)\b)*"
)
_CITY = re.compile(
    r"\b(?:done|signed|executed|made)\s+(?:at|in)\s+[A-Z]\w+[^.;]{0,40}$", re.IGNORECASE
)


@dataclass(frozen=True)
class Effect:
    """The two days, each with its fact where the agreement states it."""

    made: date | None
    effective: date | None
    facts: tuple[Fact, ...]


def effect(text: Manuscript) -> Effect:
    """The agreement date and the effective date; one that is left blank is said to be blank."""
    opening = text.even[:OPENING]
    days = [
        day
        for day in dates(opening)
        if _TITLED.fullmatch(before := _before(opening, day.start)) or not _OLD.search(before)
    ]
    made = _made(text, opening, days)
    blank = _blank(opening)
    if made and blank and blank.start() < made.start and not _is_made_on(opening, made):
        made = None
    effective = _effective(text, opening, days, made)
    if effective and not made and _AS_OF_EFFECTIVE.search(opening):
        made = effective
    facts = []
    if made:
        facts.append(_fact(text, "agreement date", made))
    elif blank:
        facts.append(
            text.fact("agreement date", "", blank.start(), blank.end(), doubt="left blank")
        )
    if effective:
        facts.append(_fact(text, "effective date", effective))
    return Effect(made.date if made else None, effective.date if effective else None, tuple(facts))


def _before(opening: str, place: int) -> str:
    """The words before a day, from the recital or the point in which it stands."""
    return _PARTS.split(opening[max(0, place - 130) : place])[-1]


def _fact(text: Manuscript, kind: str, day: Day) -> Fact:
    swapped = "day and month could be the other way round" if day.is_ambiguous else ""
    return text.fact(kind, day.date.isoformat(), day.start, day.end, doubt=swapped)


def _made(text: Manuscript, opening: str, days: list[Day]) -> Day | None:
    weighed = [(_weight(opening, day), -day.start, day) for day in days]
    best = max((one for one in weighed if one[0] > 0), default=None)
    return best[2] if best else _effective_between(opening, days) or _at_the_end(text)


def _effective_between(opening: str, days: list[Day]) -> Day | None:
    """The only day of an opening: "Agreement, effective as of 1 May 2020, between Alder and Beech"."""
    for day in days:
        if _EFFECTIVE.search(opening, max(0, day.start - 40), day.start) and re.search(
            r"\b(?:between|among)\b", opening[day.end : day.end + 120], re.IGNORECASE
        ):
            return day
    return None


def _is_made_on(opening: str, day: Day) -> bool:
    return bool(_MADE_ON.search(opening, max(0, day.start - 140), day.start))


def _weight(opening: str, day: Day) -> int:
    before = opening[max(0, day.start - 140) : day.start]
    near = before[-60:]
    weight = 0
    if re.search(r"\bBy\s*:|/s/|\bTitle\s*:", before) or _ENDING.search(near):
        return 0
    if _MADE_ON.search(before):
        weight += 4
    if _EFFECTIVE.search(near) and not _MADE_EFFECTIVE.search(near):
        weight -= 4
    if re.search(
        r"(?:as\s+of|dated|this|on|effective|vom|am|le|du|date\s*:?)\s*(?:the\s+|on\s+)?$",
        near,
        re.IGNORECASE,
    ):
        weight += 2
    if re.search(
        r"\b(?:this|strategic|alliance|the)\b[^.]{0,60}\b(?:agreement|contract)\b"
        r"|vertrag\b|vereinbarung\b|\b(?:contrat|accord|convention)\b",
        before,
        re.IGNORECASE,
    ):
        weight += 3
    if re.search(
        r"^\s*[,)\"(]|^\s*(?:by|between|among)", opening[day.end : day.end + 30], re.IGNORECASE
    ):
        weight += 1
    if re.search(r"between|among", opening[day.end : day.end + 160], re.IGNORECASE):
        weight += 2
    if _MADE.search(near) or (
        day.start < 2500 and re.search(r"\b(?:DATED?|Dated?)\b\s*:?\s*$", near)
    ):
        weight += 1
    if _defined(opening, day):
        weight += 3
    weight += 2 if _closes_the_opening(opening, day) else 0
    weight += 3 if _BELOW_TITLE.search(near) and _ALONE.match(opening, day.end) else 0
    return weight if weight >= 3 else 0


def _closes_the_opening(opening: str, day: Day) -> bool:
    return bool(
        _AS_OF.search(opening, max(0, day.start - 60), day.start)
        and _CLOSES.match(opening, day.end)
        and _BETWEEN.search(opening, max(0, day.start - 1200), day.start)
    )


def _defined(opening: str, day: Day) -> re.Match[str] | None:
    """The name that is given to a day right behind it, before another day is named."""
    after = opening[day.end : day.end + 120]
    others = dates(after)
    return _DEFINED.match(after[: others[0].start] if others else after)


def _at_the_end(text: Manuscript) -> Day | None:
    """The day of the signatures, where the opening names none: the latest of those beside "Date"."""
    start = max(len(text.even) - 9000, len(text.even) // 2)
    witness = list(_WITNESS.finditer(text.even))
    tail_start = witness[0].start() if witness else start
    tail = text.even[tail_start:]
    found = [
        day
        for day in dates(tail[:9000])
        if _SIGNED_ON.search(tail, max(0, day.start - 14), day.start)
        or (witness and day.start < 500)
        or _CITY.search(tail, max(0, day.start - 70), day.start)
        or _DATED_LATE.search(tail, max(0, day.start - 50), day.start)
    ]
    last = max(found, key=lambda day: day.date, default=None)
    if last is None:
        return None
    return Day(last.start + tail_start, last.end + tail_start, last.date, last.is_ambiguous)


def _effective(text: Manuscript, opening: str, days: list[Day], made: Day | None) -> Day | None:
    for day in days:
        defined = _defined(opening, day)
        if defined and re.match(r"effective|commencement|start", defined["name"], re.IGNORECASE):
            return day
        if _EFFECTIVE.search(opening, max(0, day.start - 40), day.start):
            return day
    for match in _MEANS.finditer(text.even):
        said = dates(match["rest"])
        if said and said[0].start < 90:
            shift = match.start("rest")
            return Day(
                said[0].start + shift, said[0].end + shift, said[0].date, said[0].is_ambiguous
            )
        if made and _LAST_SIGNED.search(match["rest"][:90]):
            return Day(match.start(), match.end(), made.date)
        same = _SAME.search(match["rest"][:90])
        if made and same:
            return Day(match.start(), match.start("rest") + same.end(), made.date)
    return _last_signed(opening, made) or _started(text, made)


def _last_signed(opening: str, made: Day | None) -> Day | None:
    """ "The date of the last signature (the "Effective Date")" is the day on which the agreement was made."""
    for match in _DATE_NAMED.finditer(opening) if made else ():
        before = re.split(r"[.;]", opening[max(0, match.start() - 160) : match.start()])[-1]
        said = _LAST_SIGNED.search(before)
        if made and said:
            return Day(match.start() - len(before) + said.start(), match.end(), made.date)
    return None


def _started(text: Manuscript, made: Day | None) -> Day | None:
    for match in _STARTS.finditer(text.even):
        shift, rest = match.start("rest"), match["rest"]
        said, same = dates(rest), _SAME.search(rest[:60])
        if said and re.fullmatch(r"\W*(?:the\s+)?", rest[: said[0].start]):
            return Day(
                said[0].start + shift, said[0].end + shift, said[0].date, said[0].is_ambiguous
            )
        if made and same and same.start() < 8:
            return Day(match.start(), shift + same.end(), made.date)
        signing = _ON_SIGNING.match(rest)
        if made and signing:
            return Day(match.start(), shift + signing.end(), made.date)
    return None


def _blank(opening: str) -> re.Match[str] | None:
    for match in BLANK.finditer(opening):
        before = opening[max(0, match.start() - 120) : match.start()]
        if _MADE.search(before) and re.search(
            r"(?:as of|dated|this|on|the|date:?)\s*$", before, re.IGNORECASE
        ):
            return match
    return None
