"""What is asked in a decision: its question, options and value, checked and as signed content."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from allied.kit.content import Plain, decimal_text, digest
from allied.kit.errors import Refused

FORMAT = "allied-decision/1"
LETTERS = "ABCDEFGH"
LONGEST_TITLE, LONGEST_OPTION, LONGEST_FACT = 200, 200, 120
MOST_FACTS = 6
LARGEST_VALUE = Decimal(10) ** 15


@dataclass(frozen=True, kw_only=True)
class Option:
    """One way to answer: a letter, a name, what it means, and a few facts to compare."""

    key: str
    title: str
    text: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def line(self) -> str:
        """Its letter and name in one line."""
        return f"{self.key}, {self.title}"


@dataclass(frozen=True, kw_only=True)
class Question:
    """Everything that people read before they answer; it does not change once it is asked."""

    title: str
    question: str = ""
    options: tuple[Option, ...] = ()
    recommendation: str = ""
    standing: str = ""
    paper: str = ""
    value: Decimal | None = None
    currency: str = ""


def lettered(entries: Iterable[Mapping[str, Any]]) -> tuple[Option, ...]:
    """Options from what somebody wrote: lettered A, B, C in their order, empty ones left out."""
    written = [
        (str(entry.get("title", "")).strip(), entry)
        for entry in entries
        if str(entry.get("title", "")).strip() or str(entry.get("text", "")).strip()
    ]
    if len(written) > len(LETTERS):
        raise Refused(
            "too_many_options", f"A decision has at most {len(LETTERS)} options.", field="options"
        )
    return tuple(
        Option(
            key=letter,
            title=title,
            text=str(entry.get("text", "")).strip(),
            facts=_facts(entry.get("facts", ())),
        )
        for letter, (title, entry) in zip(LETTERS, written, strict=False)
    )


def _facts(pairs: Iterable[Iterable[str]]) -> tuple[tuple[str, str], ...]:
    found = []
    for pair in pairs:
        name, value = (str(word).strip() for word in pair)
        if name or value:
            found.append((name, value))
    return tuple(found)


def checked(question: Question, *, draft: bool = False) -> Question:
    """The same question when it can be kept; a draft may still be incomplete."""
    _check_length(question.title, LONGEST_TITLE, "title", "Say in one line what is to be decided")
    for option in question.options:
        _check_option(option)
    keys = [option.key for option in question.options]
    if not draft and not keys:
        raise Refused(
            "no_options", "Give at least one option that people can approve.", field="options"
        )
    for field, key in (
        ("recommendation", question.recommendation),
        ("standing", question.standing),
    ):
        if key and key not in keys:
            sentence = f"Choose one of the options {', '.join(keys)}, or leave it open."
            raise Refused("unknown_option", sentence, field=field)
    if question.value is not None and not 0 <= question.value <= LARGEST_VALUE:
        raise Refused("value", "The value at stake is an amount from 0 up.", field="value")
    if question.value is not None and len(question.currency) != 3:
        raise Refused("currency", "Name the currency with three letters: EUR.", field="currency")
    return question


def _check_option(option: Option) -> None:
    _check_length(option.title, LONGEST_OPTION, "options", f"Give option {option.key} a name")
    if len(option.facts) > MOST_FACTS:
        sentence = f"Option {option.key} has more than {MOST_FACTS} facts. Keep what decides."
        raise Refused("too_many_facts", sentence, field="options")
    for name, value in option.facts:
        if not name or not value or len(name) > LONGEST_FACT or len(value) > LONGEST_FACT:
            sentence = (
                f"Each fact of option {option.key} has a name and a value of at most "
                f"{LONGEST_FACT} characters each."
            )
            raise Refused("fact", sentence, field="options")


def _check_length(text: str, most: int, field: str, wanted: str) -> None:
    if not 1 <= len(text.strip()) <= most:
        raise Refused("length", f"{wanted}, in at most {most} characters.", field=field)


def options_plain(options: Iterable[Option]) -> list[Any]:
    """Options as plain content for a row."""
    return [
        {
            "key": option.key,
            "title": option.title,
            "text": option.text,
            "facts": [list(fact) for fact in option.facts],
        }
        for option in options
    ]


def options_from(content: Iterable[Mapping[str, Any]]) -> tuple[Option, ...]:
    """Options as `options_plain` wrote them."""
    return tuple(
        Option(
            key=entry["key"],
            title=entry["title"],
            text=entry["text"],
            facts=tuple((name, value) for name, value in entry["facts"]),
        )
        for entry in content
    )


def question_digest(question: Question, right_id: str) -> str:
    """What an answer binds to: the digest of everything that was asked, and of its type."""
    content: dict[str, Plain] = {
        "format": FORMAT,
        "type": right_id,
        "title": question.title,
        "question": question.question,
        "options": options_plain(question.options),
        "recommendation": question.recommendation,
        "standing": question.standing,
        "paper": question.paper,
        "value": decimal_text(question.value),
        "currency": question.currency,
    }
    return digest(content)


def as_fields(question: Question) -> dict[str, Any]:
    """The question as the columns of a draft or a decision."""
    return {
        "title": question.title.strip(),
        "question": question.question.strip(),
        "options": options_plain(question.options),
        "recommendation": question.recommendation,
        "standing": question.standing,
        "paper": question.paper.strip(),
        "value": question.value,
        "currency": question.currency if question.value is not None else "",
    }
