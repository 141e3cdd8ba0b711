"""The joint memo: what goes up with a matter, put together from what both sides wrote."""

from collections.abc import Mapping
from datetime import datetime

from allied.alliances import signing
from allied.alliances.models import SignOff
from allied.kit.content import Plain, decimal_text
from allied.kit.content import digest as digest_of
from allied.kit.words import listed
from allied.people.models import Person
from allied.rooms.conflict.ladder import Ladder, from_plain
from allied.rooms.conflict.models import (
    Conflict,
    ConflictFact,
    ConflictStep,
    JointMemo,
    MemoState,
    Position,
    Settlement,
)
from allied.rooms.conflict.truth import LineState
from allied.rooms.conflict.writing import parties_of

KIND = "joint memo"
FORMAT = "allied-joint-memo/1"
WHY = "the one memo of a step that its command locked"


def memo_of(step: ConflictStep) -> JointMemo | None:
    """The memo of this step, if somebody began it."""
    rows = JointMemo.objects.in_system_scope(WHY).select_for_update(of=("self",))
    return rows.filter(step=step).first()


def sign_off_of(memo: JointMemo) -> SignOff | None:
    """The sign-off of the memo's revision."""
    rows = SignOff.objects.in_system_scope(WHY).filter(
        subject_kind=KIND, subject_id=memo.pk, revision=memo.revision
    )
    return rows.first()


def goes_to(conflict: Conflict, step: ConflictStep) -> str:
    """Where the matter goes when this step does not settle it."""
    ladder: Ladder = from_plain(conflict.ladder)
    following = ladder.after(step.key)
    return following.name if following else ladder.end


def put_together(
    conflict: Conflict, step: ConflictStep, memo: JointMemo | None
) -> dict[str, Plain]:
    """The content of the memo as it stands: facts, interests, options with their cost, who decides by when."""
    parties = {str(each.pk): each.short_name for each in parties_of(conflict.alliance)}
    facts = _facts(conflict, parties)
    return {
        "format": FORMAT,
        "conflict": conflict.name,
        "matter": conflict.text,
        "accepted": facts[LineState.ACCEPTED],
        "disputed": [*facts[LineState.DISPUTED], *facts[LineState.OPEN]],
        "positions": _positions(conflict, parties),
        "options": _options(conflict, parties),
        "decides": goes_to(conflict, step),
        "by": step.clock.due_at.date().isoformat() if step.clock else "",
        "words": memo.words if memo else "",
        "asks": memo.asks if memo else "",
    }


def _facts(conflict: Conflict, parties: Mapping[str, str]) -> dict[LineState, list[Plain]]:
    found: dict[LineState, list[Plain]] = {state: [] for state in LineState}
    rows = ConflictFact.objects.in_system_scope(WHY).filter(conflict=conflict)
    for row in rows.prefetch_related("replies"):
        line = row.as_line
        versions: list[Plain] = [
            {
                "side": parties.get(str(each.party_id), ""),
                "says": each.line or each.reason,
                "value": decimal_text(each.value) or "",
            }
            for each in sorted(row.standing, key=lambda one: str(one.party_id))
            if not each.accepts
        ]
        found[line.state(parties)].append(
            {
                "line": row.line,
                "side": parties.get(str(row.party_id), ""),
                "value": decimal_text(row.value) or "",
                "evidence": [one["label"] for one in row.evidence]
                + ([row.source] if row.source else []),
                "other": versions,
            }
        )
    return found


def _positions(conflict: Conflict, parties: Mapping[str, str]) -> list[Plain]:
    rows = Position.objects.in_system_scope(WHY).filter(conflict=conflict)
    said = {str(row.party_id): row for row in rows}
    return [
        {
            "side": name,
            "claim": said[party].claim if party in said else "",
            "position": said[party].position if party in said else "",
            "interests": said[party].interests if party in said else "",
        }
        for party, name in parties.items()
    ]


def _options(conflict: Conflict, parties: Mapping[str, str]) -> list[Plain]:
    rows = Settlement.objects.in_system_scope(WHY).filter(
        conflict=conflict, withdrawn_at__isnull=True
    )
    return [
        {
            "title": row.title,
            "text": row.text,
            "effect": row.effect,
            "cost": row.cost,
            "side": parties.get(str(row.party_id), ""),
        }
        for row in rows.order_by("number")
    ]


def digest(content: Mapping[str, Plain]) -> str:
    """What a signature under the memo binds to."""
    return digest_of(content)


def content_changed(conflict: Conflict, *, by: Person | None, now: datetime) -> None:
    """What the memo says has changed: a sign-off that runs visibly lapses, and a new revision begins."""
    rows = JointMemo.objects.in_system_scope(WHY).filter(
        step__conflict=conflict, step__ended_at__isnull=True, state=MemoState.UP
    )
    for memo in rows.select_for_update(of=("self",)):
        begin_again(conflict, memo, "what it says changed", by=by, now=now)


def begin_again(
    conflict: Conflict, memo: JointMemo, reason: str, *, by: Person | None, now: datetime
) -> None:
    """A new revision that nobody has signed; a running sign-off lapses."""
    if memo.state == MemoState.UP:
        signing.lapse(
            by=by,
            alliance=conflict.alliance,
            kind=KIND,
            subject_id=memo.pk,
            reason=reason,
            now=now,
        )
    memo.revision, memo.state = memo.revision + 1, MemoState.DRAFT
    memo.content, memo.digest = None, ""
    memo.version += 1
    memo.save(update_fields=["revision", "state", "content", "digest", "version"])


def sent_up(
    conflict: Conflict, step: ConflictStep, *, by: Person | None, now: datetime
) -> tuple[str, str]:
    """How the memo goes up with the matter, in words, and its digest when it was signed.

    A side that has not signed in time does not stop the matter; the words say whose name is missing.
    """
    memo = memo_of(step)
    if memo is None:
        return "without a joint memo", ""
    memo.sent_at = now
    memo.save(update_fields=["sent_at"])
    if memo.state == MemoState.SIGNED:
        return "with the joint memo that all have signed", memo.digest
    names = {str(each.pk): each.short_name for each in parties_of(conflict.alliance)}
    sign_off = sign_off_of(memo) if memo.state == MemoState.UP else None
    if sign_off is None:
        return "with a joint memo that nobody has signed", ""
    signed = {str(each.owner_id) for each in signing.standing(sign_off) if each.signed}
    missing = [name for party, name in names.items() if party not in signed]
    signing.lapse(
        by=by,
        alliance=conflict.alliance,
        kind=KIND,
        subject_id=memo.pk,
        reason="the matter went up before all had signed",
        now=now,
    )
    return f"with a joint memo that {listed(missing)} did not sign in time", memo.digest
