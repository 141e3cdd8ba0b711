"""What this part writes in the record, past tense: joint things there, private readings in the own log."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from allied.record.facts import Fact, told


@dataclass(frozen=True, kw_only=True)
class AgreementRead(Fact):
    """Somebody had a document read; the entry of its file, kept beside it, ties the bytes."""

    kind: ClassVar[str] = "agreement.document.read"
    sentence: ClassVar[str] = "{who} had the document {title} read; {found} facts wait for a check"
    subject_kind: ClassVar[str] = "agreement reading"
    found: int
    title: str = told()


@dataclass(frozen=True, kw_only=True)
class AgreementFactJudged(Fact):
    """A person confirmed, corrected or refused a fact."""

    kind: ClassVar[str] = "agreement.fact.judged"
    sentence: ClassVar[str] = "{who} said to {about}: {verdict}. {value}"
    subject_kind: ClassVar[str] = "agreement fact"
    about: str = told()
    verdict: str
    value: str = told()


@dataclass(frozen=True, kw_only=True)
class AgreementFactAdded(Fact):
    """A person added a fact that the reader did not find."""

    kind: ClassVar[str] = "agreement.fact.added"
    sentence: ClassVar[str] = "{who} added {about}: {value}"
    subject_kind: ClassVar[str] = "agreement fact"
    about: str = told()
    value: str = told()


@dataclass(frozen=True, kw_only=True)
class ReadingDiscarded(Fact):
    """The text and the quotations of a reading left the database."""

    kind: ClassVar[str] = "agreement.reading.discarded"
    sentence: ClassVar[str] = "{who} discarded what was read of a document"
    subject_kind: ClassVar[str] = "agreement reading"


@dataclass(frozen=True, kw_only=True)
class AgreementRecorded(Fact):
    """The agreement record was written for the first time."""

    kind: ClassVar[str] = "agreement.record.written"
    sentence: ClassVar[str] = "{who} recorded the agreement {name}. {words}"
    subject_kind: ClassVar[str] = "agreement"
    ends_on: date | None
    notice_on: date | None
    name: str = told()
    words: str = told()


@dataclass(frozen=True, kw_only=True)
class AgreementChanged(Fact):
    """The agreement record was changed."""

    kind: ClassVar[str] = "agreement.record.changed"
    sentence: ClassVar[str] = "{who} changed the agreement record. {words}"
    subject_kind: ClassVar[str] = "agreement"
    number: int
    ends_on: date | None
    notice_on: date | None
    words: str = told()


@dataclass(frozen=True, kw_only=True)
class AgreementDateSeen(Fact):
    """Somebody took note of a date of the agreement that comes near."""

    kind: ClassVar[str] = "agreement.date.seen"
    sentence: ClassVar[str] = "{who} took note: {what} on {day}"
    subject_kind: ClassVar[str] = "agreement"
    what: str
    day: date


@dataclass(frozen=True, kw_only=True)
class ObligationAdded(Fact):
    """Something that one side owes was written down."""

    kind: ClassVar[str] = "agreement.obligation.added"
    sentence: ClassVar[str] = "{who} added {ref}, due {due}: {text}"
    subject_kind: ClassVar[str] = "obligation"
    ref: str
    due: date
    text: str = told()
    owner: str = told()


@dataclass(frozen=True, kw_only=True)
class ObligationChanged(Fact):
    """An obligation was worded anew, given to somebody else or moved."""

    kind: ClassVar[str] = "agreement.obligation.changed"
    sentence: ClassVar[str] = "{who} changed {ref}. {words}"
    subject_kind: ClassVar[str] = "obligation"
    ref: str
    due: date
    words: str = told()


@dataclass(frozen=True, kw_only=True)
class ObligationDone(Fact):
    """An obligation was fulfilled, with what shows it."""

    kind: ClassVar[str] = "agreement.obligation.done"
    sentence: ClassVar[str] = "{who} fulfilled {ref}: {reason}"
    subject_kind: ClassVar[str] = "obligation"
    ref: str
    late_days: int
    reason: str = told()


@dataclass(frozen=True, kw_only=True)
class ObligationDropped(Fact):
    """An obligation fell away, with the reason."""

    kind: ClassVar[str] = "agreement.obligation.dropped"
    sentence: ClassVar[str] = "{who} dropped {ref}: {reason}"
    subject_kind: ClassVar[str] = "obligation"
    ref: str
    reason: str = told()


@dataclass(frozen=True, kw_only=True)
class ObligationReopened(Fact):
    """A settled obligation is open again, with the reason."""

    kind: ClassVar[str] = "agreement.obligation.reopened"
    sentence: ClassVar[str] = "{who} opened {ref} again: {reason}"
    subject_kind: ClassVar[str] = "obligation"
    ref: str
    reason: str = told()
