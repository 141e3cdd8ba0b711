"""The JSON door of conflicts: the ladder, matters, and everything that is said about them."""

from ninja import Router

from allied.rooms.conflict.api import conflicts, drafts, ladders, saying, steering

router = Router(tags=["conflict"])
for part in (ladders, drafts, conflicts, saying, steering):
    router.add_router("", part.router)
