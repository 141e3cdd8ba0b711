"""Reading an exit trigger from its text (methods.md section 12.1).

`WHEN revenue < 0.5 FOR 2 quarters AFTER 2 quarters IF MISSING hold THEN review(steering, 10)`.
Words may be written in any case, periods in the plural, limits with a percent sign; `AND` joins
several actions. Roles, forums and sides are named as they are, in "…" where a comma or a bracket is
part of the name. A rule that cannot be read says where, what stands there and what may stand there.
"""

import re
from decimal import Decimal
from typing import NamedTuple, Never

from allied.rooms.agreement.exits.conditions import (
    COMPARISONS,
    Action,
    Comparison,
    Condition,
    Deed,
    ExitRule,
    Group,
    Missing,
    Period,
)

LONGEST_TEXT = 2_000
DEEPEST = 5
MOST_PERIODS = 60
MOST_DAYS = 1_000
TOKEN = re.compile(
    r"\s*(?:(?P<number>-?(?:\d+(?:,\d{3})*(?:\.\d+)?|\.\d+)(?:\s*%)?)|(?P<word>[A-Za-z][A-Za-z0-9_.-]*)"
    r"|(?P<sign><=|>=|==|<|>)|(?P<mark>[(),])|(?P<quoted>\"[^\"]+\")|(?P<other>\S))"
)


class Unreadable(ValueError):
    """The text is no rule; `place` is the character (from 0) where reading ended."""

    def __init__(self, said: str, place: int) -> None:
        super().__init__(said)
        self.place = place


class Token(NamedTuple):
    """One word, number or sign, and where it begins."""

    kind: str
    text: str
    place: int


def read(text: str) -> ExitRule:
    """The rule in a text of up to 2,000 characters; `Unreadable` says what is wrong and where."""
    if len(text) > LONGEST_TEXT:
        raise Unreadable(f"The rule is longer than {LONGEST_TEXT} characters.", LONGEST_TEXT)
    reader = _Reader(text)
    rule = reader.rule()
    reader.end()
    return rule


def _tokens(text: str) -> list[Token]:
    found = []
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        found.append(Token(kind, match.group(kind), match.start(kind)))
    return found


class _Reader:
    """Walks over the words from left to right."""

    def __init__(self, text: str) -> None:
        self.text, self.tokens, self.at = text, _tokens(text), 0

    def rule(self) -> ExitRule:
        self.keyword("WHEN")
        condition = self.condition(1)
        self.keyword("FOR")
        run, period = self.periods(least=1)
        grace = self.grace(period) if self.take("AFTER") else 0
        missing = self.missing() if self.take("IF") else Missing.HOLD
        self.keyword("THEN")
        actions = [self.action()]
        while self.take("AND"):
            actions.append(self.action())
        return ExitRule(
            condition=condition,
            run=run,
            period=period,
            actions=tuple(actions),
            grace=grace,
            missing=missing,
        )

    def condition(self, depth: int) -> Condition:
        token = self.next("word", "the name of a number, ALL( or ANY(")
        if token.text.upper() in {"ALL", "ANY"} and self.peek_text() == "(":
            if depth > DEEPEST:
                self.refuse(token, f"no more than {DEEPEST} groups inside each other")
            return self.group(token.text.upper() == "ALL", depth)
        if token.text.upper() in {"WHEN", "FOR", "THEN"}:
            self.refuse(token, "the name of a number")
        sign = self.next("sign", f"a comparison ({', '.join(COMPARISONS)})")
        limit = self.next("number", "a number")
        return Comparison(token.text.lower(), sign.text, _number(limit.text))

    def group(self, all_of: bool, depth: int) -> Group:
        self.mark("(")
        parts = [self.condition(depth + 1)]
        while self.take(","):
            parts.append(self.condition(depth + 1))
        self.mark(")")
        return Group(all_of, tuple(parts))

    def periods(self, *, least: int) -> tuple[int, Period]:
        count = self.whole(least, MOST_PERIODS, "a number of periods")
        token = self.next("word", "week, month or quarter")
        word = token.text.lower().removesuffix("s")
        if word not in set(Period):
            self.refuse(token, "week, month or quarter")
        return count, Period(word)

    def grace(self, period: Period) -> int:
        place = self.peek()
        count, named = self.periods(least=0)
        if named is not period and place:
            self.refuse(place, f"the grace in {period}s, like the run")
        return count

    def missing(self) -> Missing:
        self.keyword("MISSING")
        token = self.next("word", "hold, break or count")
        if token.text.lower() not in set(Missing):
            self.refuse(token, "hold, break or count")
        return Missing(token.text.lower())

    def action(self) -> Action:
        accepted = ", ".join(Deed)
        token = self.next("word", accepted)
        if token.text.lower() not in set(Deed):
            self.refuse(token, accepted)
        deed = Deed(token.text.lower())
        if deed is Deed.RENEGOTIATE:
            return Action(deed)
        self.mark("(")
        whom = self.names()
        days = None
        if deed in {Deed.REVIEW, Deed.EXIT_OPTION}:
            self.mark(",")
            days = self.whole(1, MOST_DAYS, "a number of days")
        self.mark(")")
        return Action(deed, whom, days)

    def names(self) -> str:
        """A role, a forum or a side as it is written, whatever its letters: up to a comma or bracket."""
        first = self.peek()
        if first is None or first.kind == "mark":
            self.refuse(first, "a role, a forum or a side")
        if first.kind == "quoted":
            self.at += 1
            return " ".join(first.text.strip('"').split())
        while (token := self.peek()) and token.kind != "mark":
            self.at += 1
        return " ".join(self.text[first.place : token.place if token else None].split())

    def whole(self, least: int, most: int, what: str) -> int:
        token = self.next("number", what)
        if not re.fullmatch(r"\d{1,4}", token.text) or not least <= int(token.text) <= most:
            self.refuse(token, f"{what} from {least} to {most}")
        return int(token.text)

    # The words themselves.

    def peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def peek_text(self) -> str:
        token = self.peek()
        return token.text if token else ""

    def take(self, text: str) -> bool:
        """Goes on when this word or mark comes next."""
        here = self.peek_text().upper() == text
        self.at += here
        return here

    def keyword(self, word: str) -> None:
        token = self.peek()
        if not self.take(word):
            self.refuse(token, word)

    def mark(self, mark: str) -> None:
        token = self.peek()
        if not self.take(mark):
            self.refuse(token, f"“{mark}”")

    def next(self, kind: str, accepted: str) -> Token:
        token = self.peek()
        if token is None or token.kind != kind:
            self.refuse(token, accepted)
        self.at += 1
        return token

    def end(self) -> None:
        if token := self.peek():
            self.refuse(token, "nothing more")

    def refuse(self, token: Token | None, accepted: str) -> Never:
        place = token.place if token else len(self.text)
        stands = f"“{token.text}”" if token else "the end"
        raise Unreadable(
            f"At character {place + 1} stands {stands}; expected is {accepted}.", place
        )


def _number(text: str) -> Decimal:
    """With thousands separators, and a percent sign as hundredths."""
    plain = text.replace(",", "").strip()
    if plain.endswith("%"):
        return Decimal(plain.rstrip("% ")) / 100
    return Decimal(plain)
