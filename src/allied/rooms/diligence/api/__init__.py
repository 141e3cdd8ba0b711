"""The JSON door of due diligence: the register, checklists, and what hangs on few people."""

from ninja import Router

from allied.rooms.diligence.api import (
    checklists,
    controls,
    evidence,
    figures,
    items,
    points,
    risks,
    steps,
)

router = Router(tags=["due diligence"])
for part in (figures, points, risks, steps, controls, checklists, evidence, items):
    router.add_router("", part.router)
