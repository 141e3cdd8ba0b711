"""The discussion of a decision: joint, or one's own side's, and shared as a copy."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from allied.alliances.doors import find
from allied.kit.api import PROBLEMS, Page
from allied.people.doors import actor
from allied.people.scope import JOINT
from allied.rooms.governance import commands
from allied.rooms.governance.api.found import ONE, decision_in, now
from allied.rooms.governance.api.schemas import FaceShown
from allied.rooms.governance.models import Comment
from allied.rooms.governance.queries.decision import talk_about

router = Router()


class CommentSaid(Schema):
    """A comment and who reads it: joint or ours."""

    text: str
    audience: str = JOINT


class CommentCopy(Schema):
    """Exactly the words that become visible to both companies."""

    text: str


class CommentShown(Schema):
    """A comment as its reader sees it."""

    id: UUID
    by: FaceShown
    audience: str
    text: str
    at: datetime

    @staticmethod
    def of(row: Comment) -> "CommentShown":
        """The comment."""
        return CommentShown(
            id=row.pk, by=FaceShown.of(row.by), audience=row.audience, text=row.text, at=row.at
        )


@router.get(ONE + "/comments", response={200: Page[CommentShown], **PROBLEMS})
def comments(request: HttpRequest, alliance_id: UUID, decision_id: UUID) -> Page[CommentShown]:
    """What was said that one may read, oldest first."""
    found = decision_in(request, alliance_id, decision_id)
    rows = talk_about(found, actor(request))
    return Page[CommentShown](items=[CommentShown.of(row) for row in rows])


@router.post(ONE + "/comments", response={201: CommentShown, **PROBLEMS})
def comment(
    request: HttpRequest, alliance_id: UUID, decision_id: UUID, said: CommentSaid
) -> Status[CommentShown]:
    """Say something to both companies or to one's own side."""
    row = commands.comment_on_decision(
        by=actor(request),
        decision=decision_in(request, alliance_id, decision_id),
        text=said.text,
        audience=said.audience,
        now=now(),
    )
    return Status(201, CommentShown.of(row))


@router.post(ONE + "/comments/{uuid:comment_id}/copy", response={201: CommentShown, **PROBLEMS})
def share_comment(
    request: HttpRequest,
    alliance_id: UUID,
    decision_id: UUID,
    comment_id: UUID,
    said: CommentCopy,
) -> Status[CommentShown]:
    """Share chosen words of an own-side comment as a joint copy."""
    found, person = decision_in(request, alliance_id, decision_id), actor(request)
    rows = Comment.objects.visible_to(person).filter(decision=found)
    row = commands.share_comment(
        by=person, comment=find(rows, pk=comment_id), text=said.text, now=now()
    )
    return Status(201, CommentShown.of(row))
