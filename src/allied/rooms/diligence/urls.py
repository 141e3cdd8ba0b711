"""Addresses of due diligence: the register of risks, checklists, and what hangs on few people."""

from django.urls import URLPattern, path

from allied.people.scope import JOINT, OURS
from allied.rooms.diligence.views import (
    checklists,
    controls,
    editing,
    evidence,
    files,
    losses,
    one,
    register,
    scales,
    sharing,
    single_points,
)

A = "alliances/<uuid:alliance_id>"
RISK = f"{A}/risks/<uuid:risk_id>"
CONTROL = f"{RISK}/controls/<uuid:control_id>"
ITEM = f"{A}/single-points/<uuid:managed_item_id>"


def _lists(path_: str, name: str, audience: str) -> list[URLPattern]:
    """The addresses of one checklist: the joint one, or that of one's own side."""
    said = {"audience": audience}
    return [
        path(path_, checklists.index, said, name=name),
        path(f"{path_}/files", files.files, said, name=f"{name}-files"),
        path(f"{path_}/answers.csv", files.file, {**said, "form": "csv"}, name=f"{name}-csv"),
        path(f"{path_}/answers.xlsx", files.file, {**said, "form": "xlsx"}, name=f"{name}-xlsx"),
        path(f"{path_}/choice", checklists.choosing, said, name=f"{name}-choice"),
        path(f"{path_}/questions/<slug:key>", checklists.question, said, name=f"{name}-question"),
        path(
            f"{path_}/questions/<slug:key>/files", evidence.of_answer, said, name=f"{name}-evidence"
        ),
        path(f"{path_}/findings/<slug:key>", checklists.finding, said, name=f"{name}-finding"),
    ]


urlpatterns = [
    path(f"{A}/risks", register.index, name="risks"),
    path(f"{A}/risks/new", editing.new, name="risk-new"),
    path(f"{A}/risks/own/new", editing.own_new, name="risk-own-new"),
    path(f"{A}/risks/thesis/<str:item>", editing.from_thesis, name="risk-of-thesis"),
    path(f"{A}/risks/scales", scales.scales, name="risk-scales"),
    path(f"{A}/risks/losses", losses.losses, name="risk-losses"),
    path(RISK, one.show, name="risk"),
    path(f"{RISK}/words", editing.change, name="risk-words"),
    path(f"{RISK}/reviews", one.review, name="risk-reviews"),
    path(f"{RISK}/happening", one.happening, name="risk-happening"),
    path(f"{RISK}/closing", one.closing, name="risk-closing"),
    path(f"{RISK}/reopening", one.reopening, name="risk-reopening"),
    path(f"{RISK}/loss", one.loss, name="risk-loss"),
    path(f"{RISK}/copies", sharing.share, name="risk-copies"),
    path(f"{RISK}/controls", controls.new, name="risk-controls"),
    path(f"{A}/controls/<uuid:control_id>", controls.of_risk, name="risk-control-due"),
    path(CONTROL, controls.change, name="risk-control"),
    path(f"{CONTROL}/placing", controls.placing, name="risk-control-placing"),
    path(f"{CONTROL}/failure", controls.failure, name="risk-control-failure"),
    path(f"{CONTROL}/files", evidence.of_control, name="risk-control-files"),
    path(f"{CONTROL}/removal", controls.removal, name="risk-control-removal"),
    *_lists(f"{A}/diligence", "diligence", JOINT),
    *_lists(f"{A}/diligence/own", "diligence-own", OURS),
    path(f"{A}/single-points", single_points.index, name="single-points"),
    path(f"{A}/single-points/new", single_points.new, name="single-point-new"),
    path(f"{A}/single-points/own/new", single_points.own_new, name="single-point-own-new"),
    path(ITEM, single_points.change, name="single-point"),
    path(f"{ITEM}/removal", single_points.removal, name="single-point-removal"),
]
