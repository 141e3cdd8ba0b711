"""Addresses of due diligence: the register of risks, checklists, and what hangs on few people."""

from django.urls import path

from allied.rooms.diligence.views import controls, editing, one, register, scales, sharing

A = "alliances/<uuid:alliance_id>"
RISK = f"{A}/risks/<uuid:risk_id>"
CONTROL = f"{RISK}/controls/<uuid:control_id>"

urlpatterns = [
    path(f"{A}/risks", register.index, name="risks"),
    path(f"{A}/risks/new", editing.new, name="risk-new"),
    path(f"{A}/risks/own/new", editing.own_new, name="risk-own-new"),
    path(f"{A}/risks/thesis/<str:item>", editing.from_thesis, name="risk-of-thesis"),
    path(f"{A}/risks/scales", scales.scales, name="risk-scales"),
    path(RISK, one.show, name="risk"),
    path(f"{RISK}/words", editing.change, name="risk-words"),
    path(f"{RISK}/reviews", one.review, name="risk-reviews"),
    path(f"{RISK}/happening", one.happening, name="risk-happening"),
    path(f"{RISK}/closing", one.closing, name="risk-closing"),
    path(f"{RISK}/reopening", one.reopening, name="risk-reopening"),
    path(f"{RISK}/loss", one.loss, name="risk-loss"),
    path(f"{RISK}/copies", sharing.share, name="risk-copies"),
    path(f"{RISK}/controls", controls.new, name="risk-controls"),
    path(CONTROL, controls.change, name="risk-control"),
    path(f"{CONTROL}/placing", controls.placing, name="risk-control-placing"),
    path(f"{CONTROL}/failure", controls.failure, name="risk-control-failure"),
    path(f"{CONTROL}/removal", controls.removal, name="risk-control-removal"),
]
