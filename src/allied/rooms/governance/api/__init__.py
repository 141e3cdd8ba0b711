"""The JSON door of governance: the blueprint, and decisions with everything that is done to them."""

from ninja import Router

from allied.rooms.governance.api import blueprint, decisions, drafts, steering, talk

router = Router(tags=["governance"])
for part in (decisions, steering, talk, drafts, blueprint):
    router.add_router("", part.router)
