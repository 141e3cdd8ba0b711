"""Who may find facts in a text: the rules, and a model of your own where one is named."""

import json
import shlex
import subprocess
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from allied.environment import given
from allied.rooms.agreement.reading.rules.agreement_reader import read_agreement
from allied.rooms.agreement.reading.rules.finding import MODEL, Fact
from allied.rooms.agreement.reading.rules.manuscript import Manuscript

SETTING = "ALLIED_AGREEMENT_MODEL"
LONGEST_WAIT = 120
MOST_FACTS = 200
LONGEST_VALUE = 300


class Finder(Protocol):
    """Something that finds facts in the text of an agreement; everything it says is confirmed by a person."""

    def find(self, text: str) -> Sequence[Fact]:
        """The facts, each with a quotation that stands in the text; raises Silent when it gives no answer."""


class Silent(Exception):
    """A finder gave no answer that can be used, and why."""


class Rules:
    """The rules of this house: the same text gives the same facts."""

    def find(self, text: str) -> Sequence[Fact]:
        """What the rules find."""
        return read_agreement(text)


class Command:
    """A program of your own that reads the text and answers with facts as JSON.

    It gets the text on standard input and prints a list of {"kind", "value", "quote"}. What it does not
    quote word for word is dropped, so that nothing invented can be confirmed by mistake.
    """

    def __init__(self, line: str) -> None:
        self.words = shlex.split(line)

    def find(self, text: str) -> Sequence[Fact]:
        """What the program says, as far as the text bears it out."""
        try:
            done = subprocess.run(  # noqa: S603 - named by whoever runs the server
                self.words,
                input=text.encode(),
                capture_output=True,
                timeout=LONGEST_WAIT,
                check=True,
            )
            said = json.loads(done.stdout)
        except (OSError, subprocess.SubprocessError, ValueError) as error:
            raise Silent(f"The model gave no answer ({type(error).__name__}).") from error
        if not isinstance(said, list):
            raise Silent("The model did not answer with a list of facts.")
        return list(_borne_out(text, said[:MOST_FACTS]))


def _borne_out(text: str, said: Iterable[Any]) -> Iterable[Fact]:
    script = Manuscript(text)
    for one in said:
        if not isinstance(one, dict):
            continue
        kind, value, quote = (
            " ".join(str(one.get(name, "")).split()) for name in ("kind", "value", "quote")
        )
        place = script.even.find(quote) if quote else -1
        if kind and value and place >= 0:
            fact = script.fact(kind[:60], value[:LONGEST_VALUE], place, place + len(quote))
            yield Fact(
                kind=fact.kind, value=fact.value, quote=fact.quote, place=fact.place, source=MODEL
            )


def model() -> Finder | None:
    """The model that the settings name; there is none by default."""
    line = given(SETTING)
    return Command(line) if line else None
