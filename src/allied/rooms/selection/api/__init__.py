"""The JSON door of partner selection: the same commands as the pages; it opens for one side only."""

from allied.rooms.selection.api import candidates, deciding, preparing, scoring

routers = (preparing.router, candidates.router, scoring.router, deciding.router)
