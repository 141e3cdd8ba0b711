"""The agreement record as people say it, checked whole before anything is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from allied.kit.errors import Refused
from allied.kit.texts import worded
from allied.kit.words import day, listed
from allied.rooms.agreement.reading.rules.amounts import Span, spans
from allied.rooms.agreement.reading.rules.renewal import last_day_of_notice

LONGEST, LONGEST_LAW, LONGEST_NOTE, MOST_PARTIES = 300, 200, 5000, 12
NOTICE = "Say the notice as a number of days, weeks, months or years, such as 90 days."


@dataclass(frozen=True, kw_only=True)
class AgreementContent:
    """Everything of the record; what is not known stays empty. `notice` is a span such as 90 days."""

    name: str
    parties: tuple[str, ...] = ()
    signed_on: date | None = None
    effective_on: date | None = None
    term: str = ""
    ends_on: date | None = None
    open_ended: bool = False
    renewal: str = ""
    notice: str = ""
    leaving: str = ""
    law: str = ""
    note: str = ""

    @property
    def notice_on(self) -> date | None:
        """The last day on which a notice still counts; nothing without an end or a notice."""
        span = span_of(self.notice)
        return last_day_of_notice(self.ends_on, span) if span and self.ends_on else None


WORDS = {
    "name": "Document", "parties": "Parties", "signed_on": "Signed", "effective_on": "In effect from",
    "term": "Term", "ends_on": "Ends on", "open_ended": "Open-ended", "renewal": "Renewal",
    "notice": "Notice", "leaving": "Notice to leave", "law": "Governing law", "note": "Note",
}  # fmt: skip
NAMES = tuple(one.name for one in fields(AgreementContent))


def span_of(said: str) -> Span | None:
    """The span of time that a text names; nothing when it names none, or more than one."""
    found = spans(said)
    return found[0][2] if len(found) == 1 else None


def checked(said: AgreementContent) -> AgreementContent:
    """The content, tidied; `Refused` says which field does not fit and what would."""
    _check_days(said)
    required = "Give the agreement a name."
    return replace(
        said,
        name=worded(said.name, field="name", most=LONGEST, required=required),
        parties=_parties(said.parties),
        notice=_notice(said.notice),
        term=worded(said.term, field="term", most=LONGEST),
        renewal=worded(said.renewal, field="renewal", most=LONGEST),
        leaving=worded(said.leaving, field="leaving", most=LONGEST),
        law=worded(said.law, field="law", most=LONGEST_LAW),
        note=worded(said.note, field="note", most=LONGEST_NOTE),
    )


def _parties(said: tuple[str, ...]) -> tuple[str, ...]:
    found = [worded(one, field="parties", most=LONGEST) for one in said]
    found = [one for one in found if one]
    if len(found) > MOST_PARTIES:
        raise Refused("parties", f"At most {MOST_PARTIES} parties fit.", field="parties")
    return tuple(dict.fromkeys(found))


def _notice(said: str) -> str:
    said = worded(said, field="notice", most=40)
    if not said:
        return ""
    span = span_of(said)
    if span is None or span.days > 3650:
        raise Refused("notice", NOTICE, field="notice")
    return str(span)


def _check_days(said: AgreementContent) -> None:
    start = said.effective_on or said.signed_on
    if said.open_ended and said.ends_on:
        raise Refused(
            "open_ended", "It is open-ended or it ends on a day, not both.", field="ends_on"
        )
    if start and said.ends_on and said.ends_on <= start:
        raise Refused("ends_on", f"It ends after it begins: after {day(start)}.", field="ends_on")


def content_of(row: Any) -> AgreementContent:
    """The content of a row of the agreement record."""
    values = {name: getattr(row, name) for name in NAMES}
    return AgreementContent(**{**values, "parties": tuple(values["parties"])})


def read_content(said: Mapping[str, Any]) -> AgreementContent:
    """The content from plain words, as a script or a file gives it; `Refused` names what is wrong."""
    unknown = [name for name in said if name not in NAMES]
    if unknown:
        raise Refused(
            "unknown",
            f"There is no field {str(unknown[0])[:40]!r}. Accepted are {listed(NAMES)}.",
            field=str(unknown[0])[:40],
        )
    read = dict(_values(said))
    return AgreementContent(**{"name": "", **read})


def _values(said: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in said.items():
        if name in ("signed_on", "effective_on", "ends_on"):
            yield name, _day(name, value)
        elif name == "open_ended":
            if not isinstance(value, bool):
                raise Refused("open_ended", "Open-ended is true or false.", field=name)
            yield name, value
        elif name == "parties":
            if not isinstance(value, list | tuple) or not all(
                isinstance(one, str) for one in value
            ):
                raise Refused("parties", "Parties are a list of names.", field=name)
            yield name, tuple(value)
        elif not isinstance(value, str):
            raise Refused("text", f"{WORDS[name]} is a text.", field=name)
        else:
            yield name, value


def _day(name: str, value: Any) -> date | None:
    if value in (None, ""):
        return None
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Refused("day", f"{WORDS[name]} is a day such as 2027-03-31.", field=name) from None


def changes(old: AgreementContent, new: AgreementContent) -> list[str]:
    """What changed, one sentence for each field."""
    found = []
    for name in NAMES:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            found.append(f"{WORDS[name]}: {_said(after)} instead of {_said(before)}.")
    return found


def sentences(said: AgreementContent) -> str:
    """The content in one line, as the record keeps it."""
    empty = AgreementContent(name="")
    known = [
        name for name in NAMES if name != "name" and getattr(said, name) != getattr(empty, name)
    ]
    return " ".join(f"{WORDS[name]}: {_said(getattr(said, name))}." for name in known)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, tuple):
        return listed(value) or "nothing"
    return value or "nothing"
