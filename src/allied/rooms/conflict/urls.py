"""Addresses of conflicts: the register, the ladder, and what is done to a matter."""

from django.urls import path

from allied.rooms.conflict.views import (
    files,
    ladders,
    memo,
    one,
    raising,
    register,
    settling,
    stating,
    steering,
    truth,
)

A = "alliances/<uuid:alliance_id>/conflicts"
DRAFT = f"{A}/drafts/<uuid:conflict_draft_id>"
ONE = f"{A}/<uuid:conflict_id>"
FACT = f"{ONE}/facts/<uuid:conflict_fact_id>"
WAY = f"{ONE}/settlements/<uuid:settlement_id>"
LADDER = f"{A}/ladder"

urlpatterns = [
    path(A, register.index, name="conflicts"),
    path(f"{A}/new", raising.new, name="conflict-new"),
    path(f"{A}/drafts", raising.drafts, name="conflict-drafts"),
    path(DRAFT, raising.draft, name="conflict-draft"),
    path(f"{DRAFT}/removal", raising.removal, name="conflict-draft-removal"),
    path(LADDER, ladders.show, name="conflict-ladder"),
    path(f"{LADDER}/words", ladders.change, name="conflict-ladder-words"),
    path(f"{LADDER}/sign-off", ladders.sign_off, name="conflict-ladder-sign-off"),
    path(f"{LADDER}/signatures", ladders.signatures, name="conflict-ladder-signatures"),
    path(
        f"{LADDER}/signatures/withdrawal",
        ladders.signature_withdrawal,
        name="conflict-ladder-signature-withdrawal",
    ),
    path(f"{LADDER}/refusals", ladders.refusal, name="conflict-ladder-refusals"),
    path(f"{A}/steps/<uuid:conflict_step_id>", one.step, name="conflict-step"),
    path(f"{A}/memos/<uuid:sign_off_id>", one.signing, name="conflict-memo-signing"),
    path(ONE, one.show, name="conflict"),
    path(f"{ONE}/position", stating.position, name="conflict-position"),
    path(f"{ONE}/worksheet", stating.worksheet, name="conflict-worksheet"),
    path(f"{ONE}/facts", truth.fact_new, name="conflict-facts"),
    path(FACT, truth.fact, name="conflict-fact"),
    path(f"{FACT}/acceptance", truth.fact_acceptance, name="conflict-fact-acceptance"),
    path(f"{FACT}/withdrawal", truth.fact_withdrawal, name="conflict-fact-withdrawal"),
    path(f"{ONE}/settlements", settling.settlement_new, name="conflict-settlements"),
    path(
        f"{WAY}/acceptance", settling.settlement_acceptance, name="conflict-settlement-acceptance"
    ),
    path(f"{WAY}/rejection", settling.settlement_rejection, name="conflict-settlement-rejection"),
    path(
        f"{WAY}/withdrawal", settling.settlement_withdrawal, name="conflict-settlement-withdrawal"
    ),
    path(f"{ONE}/escalation", steering.escalation, name="conflict-escalation"),
    path(f"{ONE}/withdrawal", steering.withdrawal, name="conflict-withdrawal"),
    path(f"{ONE}/reopening", steering.reopening, name="conflict-reopening"),
    path(f"{ONE}/decision", settling.decision, name="conflict-decision"),
    path(f"{ONE}/mediation", steering.mediation, name="conflict-mediation"),
    path(f"{ONE}/mediation/outcome", steering.outcome, name="conflict-mediation-outcome"),
    path(f"{ONE}/files", files.files, name="conflict-files"),
    path(f"{ONE}/memo", memo.memo, name="conflict-memo"),
    path(f"{ONE}/memo/sign-off", memo.sign_off, name="conflict-memo-sign-off"),
    path(f"{ONE}/memo/signatures", memo.signatures, name="conflict-memo-signatures"),
    path(
        f"{ONE}/memo/signatures/withdrawal",
        memo.signature_withdrawal,
        name="conflict-memo-signature-withdrawal",
    ),
    path(f"{ONE}/memo/refusals", memo.refusal, name="conflict-memo-refusals"),
]
