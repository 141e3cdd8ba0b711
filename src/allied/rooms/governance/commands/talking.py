"""The discussion of a decision: for both companies, or for one's own side, and shared as a copy."""

from datetime import datetime

from django.db import transaction

from allied.alliances.access import require
from allied.kit.errors import Refused
from allied.people.models import Person
from allied.people.scope import JOINT, OURS
from allied.record import book
from allied.rooms.governance import facts
from allied.rooms.governance.models import Comment, Decision

LONGEST = 5000


def comment_on_decision(
    *, by: Person, decision: Decision, text: str, audience: str, now: datetime
) -> Comment:
    """Say something to both companies, or to one's own side alone; the choice is never changed."""
    if audience not in {JOINT, OURS}:
        raise Refused("audience", "A comment is joint or ours.", field="audience")
    right = "comment.joint" if audience == JOINT else "private.write"
    require(by, right, decision.alliance, now)
    text = _worded(text)
    with transaction.atomic():
        comment = _written(decision, text, audience, by=by, now=now)
        number = decision.number
        if audience == JOINT:
            said = facts.CommentPosted(subject=decision.pk, number=number, text=text)
            book.record(said, alliance_id=decision.alliance_id, by=by, now=now)
        else:
            noted = facts.CommentNoted(subject=decision.pk, number=number)
            book.note_own(noted, alliance_id=decision.alliance_id, by=by, now=now)
    return comment


def _worded(text: str) -> str:
    text = text.strip()
    if not 1 <= len(text) <= LONGEST:
        sentence = f"A comment has between 1 and {LONGEST} characters."
        raise Refused("text", sentence, field="text")
    return text


def _written(decision: Decision, text: str, audience: str, *, by: Person, now: datetime) -> Comment:
    return Comment.objects.create(
        alliance_id=decision.alliance_id,
        owner_id=by.home_id,
        audience=audience,
        decision=decision,
        by=by,
        text=text,
        at=now,
    )


def share_comment(*, by: Person, comment: Comment, text: str, now: datetime) -> Comment:
    """Share the chosen words of an own-side comment as a joint copy; the comment stays private."""
    require(by, "private.share", comment.alliance, now)
    text = _worded(text)
    with transaction.atomic():
        row = Comment.objects.lock(comment)
        if row.audience != OURS or row.owner_id != by.home_id:
            raise Refused("not_private", "Only a comment of your own company alone is shared.")
        if row.shared_as_id is not None:
            raise Refused("shared", "This comment was shared already.")
        joint = _written(row.decision, text, JOINT, by=by, now=now)
        row.shared_as = joint
        row.save(update_fields=["shared_as"])
        said = facts.CommentShared(
            subject=row.decision_id,
            number=row.decision.number,
            organisation=by.home.short_name,
            text=text,
        )
        book.record(said, alliance_id=row.alliance_id, by=by, now=now)
    return joint
