"""The joint memo of a step: both sides write it, both sign it, and it goes up with the matter."""

from datetime import datetime

from django.db import transaction

from allied.alliances import signing
from allied.alliances.access import require
from allied.alliances.models import SignOff
from allied.alliances.queries import sign_off_of
from allied.kit.errors import Outdated, Refused
from allied.kit.texts import worded
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.rooms.conflict import facts
from allied.rooms.conflict.memos import (
    KIND,
    begin_again,
    memo_of,
    put_together,
)
from allied.rooms.conflict.memos import (
    digest as digest_of,
)
from allied.rooms.conflict.models import Conflict, ConflictStep, JointMemo, MemoState
from allied.rooms.conflict.owners import running_step
from allied.rooms.conflict.writing import WORK, changed, lock_open, write

SIGN = "conflict.sign"


def _step(conflict: Conflict) -> ConflictStep:
    step = running_step(conflict)
    assert step is not None, "an open conflict stands on a step"
    return step


def write_memo(
    *, by: Person, conflict: Conflict, version: int, words: str, now: datetime, asks: str = ""
) -> JointMemo:
    """Write in the joint memo of the step on which the matter stands; a signature under older words lapses.

    `version` is that of the memo that was read; 0 while there is none.
    """
    require(by, WORK, conflict.alliance, now)
    words = worded(words, field="words", most=5000)
    asks = worded(asks, field="asks", most=1000)
    with transaction.atomic():
        row = lock_open(conflict)
        step = _step(row)
        memo = memo_of(step)
        if (memo.version if memo else 0) != version:
            sentence = "The other side or a colleague wrote in the memo since you opened it."
            raise Outdated("outdated", sentence)
        if memo is None:
            memo = JointMemo.objects.create(
                alliance_id=row.alliance_id,
                owner_id=by.home_id,
                audience=JOINT,
                step=step,
                words=words,
                asks=asks,
                by=by,
                changed_at=now,
            )
        elif (memo.words, memo.asks) == (words, asks):
            return memo
        else:
            if memo.state != MemoState.DRAFT:
                begin_again(row, memo, "the memo was changed", by=by, now=now)
            memo.words, memo.asks, memo.by, memo.changed_at = words, asks, by, now
            memo.version += 1
            memo.save()
        changed(row)
        said = facts.MemoWritten(
            subject=row.pk, number=row.number, revision=memo.revision, words=words, asks=asks
        )
        write(row, said, by=by, now=now)
    return memo


def _memo(conflict: Conflict) -> JointMemo:
    memo = memo_of(_step(conflict))
    if memo is None:
        raise Refused("no_memo", "Nobody has begun the joint memo of this step yet.")
    return memo


def put_up_memo(*, by: Person, conflict: Conflict, version: int, now: datetime) -> SignOff:
    """Ask both companies to sign the memo with the facts, interests and options as they stand now."""
    require(by, WORK, conflict.alliance, now)
    with transaction.atomic():
        row = lock_open(conflict)
        memo = _memo(row)
        if memo.version != version:
            raise Outdated("outdated", "Somebody wrote in the memo since you opened it.")
        if memo.state != MemoState.DRAFT:
            words = memo.get_state_display().lower()
            raise Refused("already_up", f"This memo is {words} already.")
        memo.content = put_together(row, _step(row), memo)
        memo.digest = digest_of(memo.content)
        memo.state = MemoState.UP
        memo.version += 1
        memo.save(update_fields=["content", "digest", "state", "version"])
        subject = signing.Version(
            KIND, memo.pk, memo.revision, memo.digest, f"Joint memo on {row.name}"
        )
        found = signing.open_sign_off(
            by=by, alliance=row.alliance, version=subject, right=SIGN, now=now
        )
    return found


def _open_sign_off(memo: JointMemo) -> SignOff:
    return sign_off_of(KIND, memo.pk, memo.revision, "The joint memo")


def sign_memo(*, by: Person, conflict: Conflict, digest: str, now: datetime) -> SignOff:
    """Sign the joint memo for one's own organisation; with the last signature it stands for both."""
    require(by, SIGN, conflict.alliance, now)
    with transaction.atomic():
        row = lock_open(conflict)
        memo = _memo(row)
        found = signing.sign(by=by, sign_off=_open_sign_off(memo), digest=digest, now=now)
        if found.completed_at:
            memo.state = MemoState.SIGNED
            memo.version += 1
            memo.save(update_fields=["state", "version"])
    return found


def refuse_memo(
    *, by: Person, conflict: Conflict, digest: str, reason: str, now: datetime
) -> SignOff:
    """Refuse to sign the memo, with a reason; both go on writing, the clock goes on running."""
    require(by, SIGN, conflict.alliance, now)
    with transaction.atomic():
        row = lock_open(conflict)
        memo = _memo(row)
        found = signing.refuse(
            by=by, sign_off=_open_sign_off(memo), digest=digest, reason=reason, now=now
        )
        begin_again(row, memo, "it was refused", by=by, now=now)
    return found


def withdraw_memo_signature(*, by: Person, conflict: Conflict, now: datetime) -> SignOff:
    """Take one's own organisation's signature back while another one is missing."""
    require(by, SIGN, conflict.alliance, now)
    with transaction.atomic():
        return signing.withdraw(by=by, sign_off=_open_sign_off(_memo(lock_open(conflict))), now=now)
