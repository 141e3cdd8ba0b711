"""Having a document read, and what a person says to each fact."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from allied.alliances.attachments.commands import About, attach_file, erase_file
from allied.alliances.attachments.models import Attachment
from allied.alliances.attachments.rules import LONGEST_NAME, TEXT_CONTROLS, plain_name
from allied.alliances.models import Alliance
from allied.kit.errors import Refused
from allied.kit.texts import worded
from allied.kit.words import listed
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record.erasing import Erasing, erase_values
from allied.rooms.agreement.reading import facts
from allied.rooms.agreement.reading.finders import Finder, model
from allied.rooms.agreement.reading.kinds import KNOWN, name_of
from allied.rooms.agreement.reading.models import AgreementFact, AgreementReading, FactState
from allied.rooms.agreement.reading.reader import Reading, read_file
from allied.rooms.agreement.reading.rules.finding import Fact
from allied.rooms.agreement.reading.values import LONGEST_VALUE, checked_value
from allied.rooms.agreement.reading.writing import locked, require_writer, right_for, tell

LONGEST_QUOTE, MOST_FACTS = 4000, 400
PERSON = "person"
ABOUT = "agreement reading"


def read_agreement(
    *,
    by: Person,
    alliance: Alliance,
    raw: bytes,
    file_name: str,
    now: datetime,
    audience: str = JOINT,
    finder: Finder | None = None,
) -> AgreementReading:
    """Have a document read, for all parties or for one's own company alone; every fact waits for a check.

    `finder` is a model to ask beside the rules; without it the one that the settings name, if any.
    """
    require_writer(by, alliance, audience, now)
    name = plain_name(file_name)[-LONGEST_NAME:] or "agreement"
    read = read_file(raw, model=finder or model())
    with transaction.atomic():
        row = AgreementReading.objects.create(
            alliance=alliance,
            owner_id=by.home_id,
            audience=audience,
            title=_title(read, name),
            file_name=name,
            file_kind=read.kind,
            size=len(raw),
            sha256=hashlib.sha256(raw).hexdigest(),
            pages=read.pages,
            notes=list(read.notes),
            text=read.text,
            by=by,
            at=now,
        )
        AgreementFact.objects.bulk_create(_rows(row, read.facts[:MOST_FACTS]))
        _keep_file(row, raw, read, by=by, now=now)
        said = facts.AgreementRead(
            subject=row.pk,
            found=len(read.facts[:MOST_FACTS]),
            title=row.title,
        )
        tell(row, said, by=by, now=now)
    return row


def _title(read: Reading, name: str) -> str:
    found = next((one.value for one in read.facts if one.kind == "document name"), "")
    return (found.title() if found.isupper() else found or name)[:300]


def _rows(reading: AgreementReading, found: Iterable[Fact]) -> list[AgreementFact]:
    return [
        AgreementFact(
            alliance_id=reading.alliance_id,
            owner_id=reading.owner_id,
            audience=reading.audience,
            reading=reading,
            number=number,
            kind=fact.kind,
            value=fact.value[:LONGEST_VALUE],
            more=dict(fact.more),
            quote=fact.quote[:LONGEST_QUOTE],
            start=fact.place.start,
            end=fact.place.end,
            line=fact.place.line,
            page=fact.place.page,
            section=fact.place.section[:200],
            source=fact.source,
        )
        for number, fact in enumerate(found, 1)
    ]


def _keep_file(
    row: AgreementReading, raw: bytes, read: Reading, *, by: Person, now: datetime
) -> None:
    """The document stays beside what was read of it; text is kept in UTF-8, whatever it came in."""
    stem = row.file_name.rsplit(".", 1)[0][: LONGEST_NAME - 6] or "agreement"
    content = _as_kept(raw, read)
    about = About(
        alliance=row.alliance,
        kind=ABOUT,
        id=row.pk,
        audience=row.audience,
        right=right_for(row.audience),
    )
    attach_file(by=by, about=about, name=f"{stem}.{read.kind}", raw=content, now=now)


def _as_kept(raw: bytes, read: Reading) -> bytes:
    """Text without letters that cannot be printed; a PDF from where it begins."""
    if read.kind == "txt":
        kept = (one if one.isprintable() or one in TEXT_CONTROLS else " " for one in read.text)
        return "".join(kept).encode()
    return raw[raw.index(b"%PDF-") :] if read.kind == "pdf" else raw


def judge_fact(
    *,
    by: Person,
    fact: AgreementFact,
    verdict: str,
    version: int,
    now: datetime,
    value: str = "",
) -> AgreementFact:
    """Confirm a fact, correct it, or refuse it; only then it counts, or counts no longer."""
    require_writer(by, fact.alliance, fact.audience, now)
    verdicts = [FactState.CONFIRMED, FactState.CORRECTED, FactState.REFUSED]
    if verdict not in verdicts:
        raise Refused("verdict", f"Say {listed(verdicts, 'or')}.", field="verdict")
    with transaction.atomic():
        row = locked(by, fact, version=version)
        row.state, row.said = verdict, ""
        if verdict == FactState.CORRECTED:
            row.said = checked_value(row.kind, value)
        elif verdict == FactState.CONFIRMED and not row.value:
            raise Refused(
                "empty", "Nothing was found here. Correct it with what stands there.", field="value"
            )
        row.by, row.at, row.version = by, now, row.version + 1
        row.save(update_fields=["state", "said", "by", "at", "version"])
        said = facts.AgreementFactJudged(
            subject=row.pk,
            about=name_of(row.kind),
            verdict=str(verdict),
            value=row.counts_as if row.counts else "",
        )
        tell(row, said, by=by, now=now)
    return row


def add_fact(
    *, by: Person, reading: AgreementReading, kind: str, value: str, now: datetime, quote: str = ""
) -> AgreementFact:
    """Add a fact that the reader did not find; who adds it has checked it."""
    require_writer(by, reading.alliance, reading.audience, now)
    if kind not in KNOWN:
        raise Refused("kind", f"The kinds are {listed(KNOWN)}.", field="kind")
    value, quote = checked_value(kind, value), worded(quote, field="quote", most=LONGEST_QUOTE)
    with transaction.atomic():
        row = locked(by, reading)
        _refuse_discarded(row)
        rows = AgreementFact.objects.in_system_scope("facts of a reading that was found already")
        last = rows.filter(reading=row).order_by("-number").first()
        if last and last.number >= MOST_FACTS + 100:
            raise Refused("too_many", "This reading holds as many facts as it can.", field="kind")
        made = AgreementFact.objects.create(
            alliance_id=row.alliance_id,
            owner_id=by.home_id,
            audience=row.audience,
            reading=row,
            number=last.number + 1 if last else 1,
            kind=kind,
            value=value,
            quote=quote,
            source=PERSON,
            state=FactState.CONFIRMED,
            by=by,
            at=now,
        )
        said = facts.AgreementFactAdded(subject=made.pk, about=name_of(kind), value=value)
        tell(made, said, by=by, now=now)
    return made


DISCARDED = "the company that had it read discarded it"


def discard_reading(*, by: Person, reading: AgreementReading, now: datetime) -> AgreementReading:
    """Text, quotations and the file of a reading leave the database; that it was read stays known."""
    require_writer(by, reading.alliance, reading.audience, now)
    with transaction.atomic():
        row = locked(by, reading)
        if row.owner_id != by.home_id:
            raise Refused("not_yours", "The company that had it read discards it.")
        if row.discarded_at:
            return row
        row.title = row.file_name = row.text = ""
        row.notes, row.discarded_at = [], now
        row.save(update_fields=["title", "file_name", "text", "notes", "discarded_at"])
        rows = AgreementFact.objects.in_system_scope("facts of a reading that was found already")
        rows.filter(reading=row).update(value="", quote="", said="", section="", more={})
        files = Attachment.objects.in_system_scope("the file of a reading that was found already")
        for file in files.filter(subject_id=row.pk, owner_id=by.home_id, erased_at__isnull=True):
            erase_file(by=by, attachment=file, right=right_for(row.audience), now=now)
        erasing = Erasing(
            by=by,
            alliance_id=row.alliance_id,
            audience=row.audience,
            thing="a document that was read",
            ground=DISCARDED,
        )
        said = facts.ReadingDiscarded(subject=row.pk)
        judged = set(rows.filter(reading=row).values_list("pk", flat=True))
        erase_values(erasing, said, also=judged, now=now)
    return row


def _refuse_discarded(row: AgreementReading) -> None:
    if row.discarded_at:
        raise Refused("discarded", "This reading was discarded; have the document read again.")
