"""What a rule hands back: one fact with the words that say it and the place where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

RULES = "rules"
MODEL = "model"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where words stand: characters from `start` to `end` of the text, line and page from 1."""

    start: int
    end: int
    line: int
    page: int
    section: str = ""

    @property
    def says(self) -> str:
        """The place in words."""
        words = [f"page {self.page}"] if self.page > 1 else []
        return ", ".join(
            [self.section, *words, f"line {self.line}"]
            if self.section
            else [*words, f"line {self.line}"]
        )


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One fact an agreement states. `value` is the short answer, `more` what belongs to it by name."""

    kind: str
    value: str
    quote: str
    place: Place
    more: Mapping[str, Any] = field(default_factory=dict)
    source: str = RULES
