"""Numbers and spans of time as lawyers write them: "twelve (12) months", "one hundred and eighty days"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from .calendar_words import month_end

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {word: number for number, word in enumerate(_ONES)} | {
    word: 20 + 10 * number for number, word in enumerate(_TENS)
}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        start=1,
    )
} | {"twenty-fifth": 25, "thirtieth": 30}
_WORD = "|".join(sorted(_VALUES, key=len, reverse=True))
NUMBER_WORDS = (
    rf"(?:(?:a|{_WORD})[\s-]+hundred(?:[\s-]+(?:and[\s-]+)?(?:{_WORD})(?:[\s-]+(?:{_WORD}))?)?"
    rf"|(?:{_WORD})(?:[\s-]+(?:{_WORD}))?)"
)
ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
_UNIT = (
    r"(?:(?P<qual>calendar|business|working|consecutive|full|contract"
    r"|additional|successive)[\s-]+)*"
    r"(?P<unit>days?|weeks?|months?|quarters?|years?|anniversar(?:y|ies)"
    r"|annual|Jahren?|Monaten?|Tagen?)"
)
SPAN = (
    rf"(?:(?P<words>\b{NUMBER_WORDS})[\s-]*(?:\([Il]\)\s*)?)?(?:\(?\s?(?<![\d.,])(?P<digits>\d{{1,3}})\s?\)?(?:\s?\(\s?{NUMBER_WORDS}\s?\))?)?[\s-]*"
    rf"(?:\(?s\)?\s)?{_UNIT}\b"
)
_SPAN = re.compile(SPAN, re.IGNORECASE)
_WORDS = re.compile(rf"^{NUMBER_WORDS}$", re.IGNORECASE)
_ONE = re.compile(
    r"\b(?:one|an?|each|per|every|another|further|successive|additional|consecutive)[\s-]+(?:additional[\s-]+|further[\s-]+"
    r"|successive[\s-]+)?"
    r"(?P<unit>year|month|annual|quarter|week)\b|\b(?P<annual>annual"
    r"|annually|year[\s-]to[\s-]year|yearly)\b|\b(?P<monthly>month[\s-]to[\s-]month|monthly)\b",
    re.IGNORECASE,
)
_SAME = {
    "jahr": "year", "jahre": "year", "jahren": "year", "monat": "month", "monate": "month",
    "monaten": "month", "tag": "day", "tage": "day", "tagen": "day",
    "annual": "year", "quarter": "quarter",
}  # fmt: skip


@dataclass(frozen=True)
class Span:
    """A span of time: how many of which unit; `kind` is business or calendar where it is said."""

    count: int
    unit: str
    kind: str = ""

    def __str__(self) -> str:
        kind = f"{self.kind} " if self.kind in ("business", "working") else ""
        return f"{self.count} {kind}{self.unit}{'' if self.count == 1 else 's'}"

    @property
    def days(self) -> int:
        """About how many days it is, to compare and to count back from a day."""
        return (
            self.count * {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}[self.unit]
        )

    def after(self, start: date) -> date:
        """The day that lies this span after another one; 31 January and one month is the end of February."""
        return self._moved(start, 1)

    def before(self, end: date) -> date:
        """The day that lies this span before another one."""
        return self._moved(end, -1)

    def _moved(self, day: date, sign: int) -> date:
        months = {"month": 1, "quarter": 3, "year": 12}.get(self.unit)
        if months is None:
            return day + sign * timedelta(days=self.days)
        year, month = divmod(day.year * 12 + day.month - 1 + sign * months * self.count, 12)
        return date(year, month + 1, min(day.day, month_end(year, month + 1)))


def number_of(words: str) -> int | None:
    """The number that words or digits say; nothing when they say none."""
    words = words.strip().lower()
    if words.isdecimal():
        return int(words)
    if not _WORDS.match(words):
        return None
    total = 0
    for word in re.split(r"[\s-]+", words):
        if word == "hundred":
            total = (total or 1) * 100
        elif word not in ("and", "a"):
            total += _VALUES[word]
    return total


def ordinal_of(words: str) -> int | None:
    """The number of an ordinal: 7th, seventh."""
    words = words.strip().lower()
    if words in _ORDINALS:
        return _ORDINALS[words]
    digits = re.match(r"\d{1,2}", words)
    return int(digits.group()) if digits else None


def spans(text: str) -> list[tuple[int, int, Span]]:
    """Every span of time in a text, with where it begins and ends; blanks and redactions are none."""
    found = []
    for match in _SPAN.finditer(text):
        count = int(match["digits"]) if match["digits"] else number_of(match["words"] or "")
        unit = match["unit"].lower()
        if count and count < 1000 and not unit.startswith("annivers"):
            unit = _SAME.get(unit) or unit.rstrip("s")
            found.append(
                (match.start(), match.end(), Span(count, unit, (match["qual"] or "").lower()))
            )
    return found


def one_of(text: str) -> Span | None:
    """A span said without a number: an annual period, each year, year to year."""
    match = _ONE.search(text)
    if not match:
        return None
    unit = "month" if match["monthly"] else (match["unit"] or "year").lower()
    return Span(1, _SAME.get(unit, unit))
