"""The day on which an agreement ends, where a sentence names it: a date, an anniversary, the end of a year."""

import re
from datetime import date
from itertools import pairwise

from .amounts import NUMBER_WORDS, ORDINAL, Span, number_of, ordinal_of
from .calendar_words import dates, month_end
from .effect import Effect

ANNIVERSARY = re.compile(
    rf"\b(?P<no>{ORDINAL})\s*(?:\(\s*\d{{1,2}}\s*(?:s\s?t|n\s?d|r\s?d|t\s?h)?\s*\))?\s*(?:year\s+)?anniversary\b"
    rf"|\b(?P<count>{NUMBER_WORDS}|\d{{1,2}})\s*(?:\(\s*\d{{1,2}}\s*\))?[\s-]*years?[\s-]+anniversary\b",
    re.IGNORECASE,
)
_HERE_MADE = re.compile(
    r"\s*(?:of|from)\s+(?:the\s+)?(?:date\s+(?:hereof|of\s+th)|execution|signing)", re.IGNORECASE
)
# An anniversary of another day than those on which the agreement begins.
_ELSE = re.compile(
    r"\s*(?:of|from|after)\s+(?:the\s+)?(?=(?:expir|terminat|completion|launch|first\s+commercial|closing))",
    re.IGNORECASE,
)
_BEGINS_ON = re.compile(
    r"\b(?:commenc\w*|begin\w*|start\w*|effect\w*|from)\s+(?:on|as\s+of|from)?\s*(?:the\s+)?$",
    re.IGNORECASE,
)
# "From 1 November 2014 to 31 October 2017".
_TO = re.compile(
    r"\W*(?:(?:and\s+)?(?:through\s+to|to|through|until|till|up\s+to)(?:\s+and\s+including)?|[-–—])\W*",
    re.IGNORECASE,
)


# What leads up to the day on which it ends, and what must have been said before that day at all.
_LEADS_TO_END = re.compile(
    r"\b(?:until|through|to|on|expire|expires|expiring|ends?|ending|conclud(?:e|es|ing)|terminat(?:e|es|ing)"
    r"|(?:in\s+no\s+event|not?)\s+later\s+than|date\"?\s*:|date\"?\s+(?:shall\s+)?means?|till|by|bis|and\s+including)"
    r"\s+(?:the\s+earlie(?:r|st)\s+of:?\s+(?:\(\w{1,3}\)\s*)?)?(?:to\s+)?(?:and\s+including\s+)?"
    r"(?:(?:midnight|noon|\d{1,2}(?::\d\d)?\s*[ap]\.?m\.?),?\s+(?:\(?(?:[A-Za-z.]+\s+){1,3}time\)?,?\s+)?)?"
    r"(?:on\s+|of\s+|at\s+|as\s+of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_OF_AN_END = re.compile(
    r"\b(?:until|through|expir\w*|end\w*|terminat\w*|conclud\w*|till|bis|continue|extended)\b",
    re.IGNORECASE,
)
_ENDS_ON_ONE = re.compile(
    r"\b(?:until|expire\w*|end\w*|through|terminat\w*|on|continue)\b[^;]{0,100}$", re.IGNORECASE
)
_FROM_THEN_ON = re.compile(r"following(?![^;.]{0,20}:)|after|any\s+time|may", re.IGNORECASE)


def last_day(said: str, days: Effect) -> date | None:
    """The day that the sentence itself names, or an anniversary of the start."""
    found = dates(said)
    for first, last in pairwise(found):
        if _TO.fullmatch(said, first.end, last.start):
            return last.date
    for day in found:
        before = said[: day.start]
        ends = _LEADS_TO_END.search(before[-80:]) and _OF_AN_END.search(before)
        if ends and not _BEGINS_ON.search(before):
            return day.date
    return _anniversary(said, days) or _end_of_year(said, days)


# "Until the end of the current calendar year", "until the end of 2006".
_YEAR_ENDS = re.compile(
    r"\b(?:until|through|to|on|at)\s+(?:the\s+)?(?:end|last\s+day)\s+of\s+(?:the\s+)?"
    r"(?:(?:(?:current|present|same|then[\s-]current)\s+)?calendar\s+year\b(?!\s+(?:following|after|in\s+which))\s*(?P<of>(?:19|20)\d\d)?"
    r"|(?:year\s+)?(?P<year>(?:19|20)\d\d))",
    re.IGNORECASE,
)


def _end_of_year(said: str, days: Effect) -> date | None:
    match, start = _YEAR_ENDS.search(said), days.effective or days.made
    if match is None:
        return None
    year = match["of"] or match["year"]
    return date(int(year), 12, 31) if year else start and date(start.year, 12, 31)


def _anniversary(said: str, days: Effect) -> date | None:
    """The anniversary of the start on which it ends, when the sentence names one."""
    match, start = ANNIVERSARY.search(said), days.effective or days.made
    if match is None or start is None or _ELSE.match(said, match.end()):
        return None
    before = said[: match.start()]
    if not _ENDS_ON_ONE.search(before) or _FROM_THEN_ON.search(before[-50:]):
        return None
    if _HERE_MADE.match(said, match.end()):
        start = days.made or start
    years = ordinal_of(match["no"]) if match["no"] else number_of(match["count"])
    ends = Span(years or 0, "year").after(start)
    return _month_end(ends) if _LAST_OF_MONTH.search(before[-60:]) else ends


# "The last day of the month in which the fifth anniversary falls".
_LAST_OF_MONTH = re.compile(
    r"\b(?:last\s+day|end)\s+of\s+the\s+(?:calendar\s+)?month\s+(?:in|during)\s+which\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def _month_end(day: date) -> date:
    return day.replace(day=month_end(day.year, day.month))
