"""Addresses of this room; every verb is a noun."""

from django.urls import path

from allied.rooms.governance.papers import FORMATS
from allied.rooms.governance.views import asking, blueprint, one, parts, register, steering, talk

A = "alliances/<uuid:alliance_id>/"
ONE = f"{A}decisions/<uuid:decision_id>"
DRAFT = f"{A}decisions/drafts/<uuid:draft_id>"
RULES = f"{A}governance"

urlpatterns = [
    path(f"{A}decisions", register.index, name="decisions"),
    path(f"{A}decisions/new", asking.new, name="decision-new"),
    path(f"{A}decisions/drafts", asking.drafts, name="decision-drafts"),
    path(DRAFT, asking.draft, name="decision-draft"),
    path(f"{DRAFT}/removal", asking.removal, name="decision-draft-removal"),
    path(ONE, one.show, name="decision"),
    path(f"{ONE}/answers", one.answers, name="decision-answers"),
    path(f"{ONE}/answers/withdrawal", one.answer_withdrawal, name="decision-answer-withdrawal"),
    path(f"{ONE}/acknowledgement", steering.acknowledgement, name="decision-acknowledgement"),
    path(f"{ONE}/resumption", steering.resumption, name="decision-resumption"),
    path(f"{ONE}/pauses", steering.pauses, name="decision-pauses"),
    path(f"{ONE}/deferral", steering.deferral, name="decision-deferral"),
    path(f"{ONE}/withdrawal", steering.withdrawal, name="decision-withdrawal"),
    path(f"{ONE}/escalation", steering.escalation, name="decision-escalation"),
    path(f"{ONE}/meetings", steering.meetings, name="decision-meetings"),
    path(f"{ONE}/comments", talk.comments, name="decision-comments"),
    path(f"{ONE}/comments/<uuid:comment_id>/copy", talk.comment_copy, name="decision-comment-copy"),
    path(RULES, blueprint.show, name="governance"),
    *(
        path(f"{RULES}.{kind}", blueprint.file, {"kind": kind}, name=f"governance-{kind}")
        for kind in FORMATS
    ),
    path(f"{RULES}/members", parts.members, name="governance-members"),
    path(f"{RULES}/start", blueprint.start, name="governance-start"),
    path(f"{RULES}/versions", blueprint.versions, name="governance-versions"),
    path(f"{RULES}/sign-off", blueprint.sign_off, name="governance-sign-off"),
    path(f"{RULES}/signatures", blueprint.signatures, name="governance-signatures"),
    path(f"{RULES}/refusals", blueprint.refusals, name="governance-refusals"),
    path(
        f"{RULES}/signatures/withdrawal",
        blueprint.signature_withdrawal,
        name="governance-signature-withdrawal",
    ),
    path(f"{RULES}/forums/new", parts.new_forum, name="governance-forum-new"),
    path(f"{RULES}/forums/<str:key>", parts.forum, name="governance-forum"),
    path(f"{RULES}/forums/<str:key>/removal", parts.forum_removal, name="governance-forum-removal"),
    path(f"{RULES}/rights/new", parts.new_right, name="governance-right-new"),
    path(f"{RULES}/rights/<str:key>", parts.right, name="governance-right"),
    path(f"{RULES}/rights/<str:key>/removal", parts.right_removal, name="governance-right-removal"),
]
