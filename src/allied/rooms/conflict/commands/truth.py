"""Facts line by line: one side proposes, the other accepts, or disputes with its own version."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from allied.alliances.access import require
from allied.kit.content import decimal_text
from allied.kit.errors import Outdated, Refused
from allied.kit.texts import worded
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.rooms.conflict import facts
from allied.rooms.conflict.limits import limits
from allied.rooms.conflict.memos import content_changed
from allied.rooms.conflict.models import Conflict, ConflictFact, FactReply
from allied.rooms.conflict.owners import await_words
from allied.rooms.conflict.references import Reference, checked
from allied.rooms.conflict.writing import WORK, changed, lock_fact, lock_open, write

LONGEST_LINE, LARGEST, FINEST = 300, Decimal(10) ** 15, Decimal("0.0001")
HERE = "the lines of a conflict that is locked"


def _line(text: str, required: bool = True) -> str:
    said = "Say the fact in one line, so that the other side can accept it." if required else ""
    return " ".join(worded(text, field="line", most=LONGEST_LINE, required=said).split())


def _number(value: Decimal | None) -> Decimal | None:
    if value is None:
        return None
    if not value.is_finite() or abs(value) > LARGEST or value != value.quantize(FINEST):
        sentence = "The number is a decimal such as 112.4, with four places at most."
        raise Refused("value", sentence, field="value")
    return value


def propose_fact(
    *,
    by: Person,
    conflict: Conflict,
    line: str,
    now: datetime,
    value: Decimal | None = None,
    evidence: Sequence[Reference] = (),
    source: str = "",
) -> ConflictFact:
    """Propose a fact, with a number and what shows it; the other side accepts or disputes it."""
    require(by, WORK, conflict.alliance, now)
    line, value = _line(line), _number(value)
    source = " ".join(worded(source, field="source", most=200).split())
    with transaction.atomic():
        row = lock_open(conflict)
        found = checked(row.alliance, evidence, field="evidence")
        rows = ConflictFact.objects.in_system_scope(HERE).filter(conflict=row)
        most = limits().most_lines
        if rows.filter(withdrawn_at__isnull=True).count() >= most:
            sentence = f"{most} facts are here already. Attach a document and name its total."
            raise Refused("too_many", sentence)
        made = ConflictFact.objects.create(
            alliance_id=row.alliance_id,
            owner_id=by.home_id,
            audience=JOINT,
            conflict=row,
            number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
            party_id=by.home_id,
            line=line,
            value=value,
            evidence=[one.plain for one in found],
            source=source,
            by=by,
            at=now,
        )
        _say_proposed(row, made, by=by, now=now)
    return made


def _say_proposed(row: Conflict, fact: ConflictFact, *, by: Person, now: datetime) -> None:
    said = facts.LineProposed(
        subject=row.pk,
        number=row.number,
        place=fact.number,
        evidence=[f"{one['kind']}:{one['id']}" for one in fact.evidence] or None,
        line=fact.line,
        value=decimal_text(fact.value) or "",
    )
    _done(row, said, by=by, now=now)


def _done(row: Conflict, said: facts.ConflictFactSaid, *, by: Person, now: datetime) -> None:
    changed(row)
    write(row, said, by=by, now=now)
    content_changed(row, by=by, now=now)
    await_words(row, by=by, now=now)


def _locked(fact: ConflictFact, version: int) -> tuple[Conflict, ConflictFact]:
    conflict = lock_open(fact.conflict)
    row = lock_fact(fact)
    if row.version != version:
        sentence = f"Fact {row.number} changed since you read it. Read it again, then answer."
        raise Outdated("outdated", sentence)
    return conflict, row


def change_fact(
    *,
    by: Person,
    fact: ConflictFact,
    version: int,
    line: str,
    now: datetime,
    value: Decimal | None = None,
    evidence: Sequence[Reference] = (),
    source: str = "",
) -> ConflictFact:
    """Word one's own fact anew; what the other side said to the old words no longer counts."""
    require(by, WORK, fact.conflict.alliance, now)
    line, value = _line(line), _number(value)
    source = " ".join(worded(source, field="source", most=200).split())
    with transaction.atomic():
        conflict, row = _locked(fact, version)
        if row.party_id != by.home_id:
            sentence = (
                "Only the side that proposed a fact words it anew. Dispute it with your version."
            )
            raise Refused("not_yours", sentence)
        found = [one.plain for one in checked(conflict.alliance, evidence, field="evidence")]
        if (row.line, row.value, row.evidence, row.source) == (line, value, found, source):
            return row
        row.line, row.value, row.evidence, row.source = line, value, found, source
        row.by, row.at, row.version = by, now, row.version + 1
        row.save()
        row.replies.filter(lapsed_at__isnull=True).update(lapsed_at=now)
        _say_proposed(conflict, row, by=by, now=now)
    return row


def _reply(
    row: ConflictFact,
    *,
    by: Person,
    now: datetime,
    accepts: bool,
    value: Decimal | None = None,
    line: str = "",
    reason: str = "",
) -> bool:
    """Write what one's own side says; False when it has said exactly this already."""
    if row.party_id == by.home_id:
        raise Refused("own_fact", "Your company proposed this fact. The other one answers it.")
    known = row.replies.filter(party_id=by.home_id, lapsed_at__isnull=True).first()
    said = (accepts, value, line, reason)
    if known and (known.accepts, known.value, known.line, known.reason) == said:
        return False
    mine = known or FactReply(
        alliance_id=row.alliance_id,
        owner_id=by.home_id,
        audience=JOINT,
        fact=row,
        party_id=by.home_id,
    )
    mine.accepts, mine.value, mine.line, mine.reason = said
    mine.by, mine.at = by, now
    if known:
        mine.save()
    else:
        FactReply.objects.bulk_create([mine])
    row.version += 1
    row.save(update_fields=["version"])
    return True


def accept_fact(*, by: Person, fact: ConflictFact, version: int, now: datetime) -> ConflictFact:
    """Accept the other side's fact, as it was read, for one's own company."""
    require(by, WORK, fact.conflict.alliance, now)
    with transaction.atomic():
        conflict, row = _locked(fact, version)
        if _reply(row, by=by, now=now, accepts=True):
            said = facts.LineAccepted(
                subject=conflict.pk,
                number=conflict.number,
                place=row.number,
                organisation=by.home.short_name,
                line=row.line,
            )
            _done(conflict, said, by=by, now=now)
    return row


def dispute_fact(
    *,
    by: Person,
    fact: ConflictFact,
    version: int,
    reason: str,
    now: datetime,
    value: Decimal | None = None,
    line: str = "",
) -> ConflictFact:
    """Dispute the other side's fact with a reason and one's own version; both versions stay on the page."""
    require(by, WORK, fact.conflict.alliance, now)
    value, line = _number(value), _line(line, required=False)
    reason = worded(reason, field="reason", most=2000, required="Say why: both companies read it.")
    with transaction.atomic():
        conflict, row = _locked(fact, version)
        if _reply(row, by=by, now=now, accepts=False, value=value, line=line, reason=reason):
            said = facts.LineDisputed(
                subject=conflict.pk,
                number=conflict.number,
                place=row.number,
                organisation=by.home.short_name,
                reason=reason,
                value=decimal_text(value) or "",
                line=line,
            )
            _done(conflict, said, by=by, now=now)
    return row


def withdraw_fact(*, by: Person, fact: ConflictFact, version: int, now: datetime) -> ConflictFact:
    """Take one's own fact back; its number is not given out again."""
    require(by, WORK, fact.conflict.alliance, now)
    with transaction.atomic():
        conflict, row = _locked(fact, version)
        if row.party_id != by.home_id:
            raise Refused("not_yours", "Only the side that proposed a fact takes it back.")
        row.withdrawn_at = now
        row.version += 1
        row.save(update_fields=["withdrawn_at", "version"])
        said = facts.LineWithdrawn(subject=conflict.pk, number=conflict.number, place=row.number)
        _done(conflict, said, by=by, now=now)
    return row
