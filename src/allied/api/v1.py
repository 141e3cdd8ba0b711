"""The JSON door: mounts each room's router under /api/v1."""

from allied.alliances import api as alliances
from allied.alliances import newcomers_api as newcomers
from allied.alliances import people_api as people
from allied.alliances.attachments import api as attachments
from allied.api import organisation
from allied.api.document import DescribedAPI
from allied.api.lint import router as lint
from allied.api.notes import router as notes
from allied.api.problems import map_refusals
from allied.api.reading import StrictParser
from allied.api.record import router as record
from allied.api.week import router as week
from allied.people.tokens import TokenOrSession
from allied.rooms.agreement.annex.api import router as annex
from allied.rooms.agreement.changes import api as changes
from allied.rooms.agreement.exits import api as exits
from allied.rooms.agreement.reading.api import router as agreement
from allied.rooms.conflict import api as conflict
from allied.rooms.diligence import api as diligence
from allied.rooms.exchange.api import router as exchange
from allied.rooms.governance import api as governance
from allied.rooms.governance.simulation import api as simulation
from allied.rooms.selection import api as selection
from allied.rooms.thesis import api as thesis
from allied.rooms.thesis.alignment import api as alignment
from allied.rooms.thesis.before import api as before

api = DescribedAPI(
    title="Allied",
    version="1",
    description=(
        "Every command of Allied. PUT, PATCH and DELETE carry If-Match with the version that was "
        "read. A POST may carry an Idempotency-Key, and should: sent again within 24 hours it is "
        "carried out once."
    ),
    auth=TokenOrSession(),
    parser=StrictParser(),
    docs_url=None,
    openapi_url="/openapi.json",
)
map_refusals(api)
api.add_router("/alliances", alliances.router)
api.add_router("/alliances", attachments.router)
api.add_router("", people.router)
api.add_router("", newcomers.router)
api.add_router("", organisation.router)
for router in (week, record, notes, lint, exchange, agreement):
    api.add_router("", router)
api.add_router("", diligence.router)
api.add_router("", conflict.router)
api.add_router("", governance.router)
api.add_router("/alliances", annex)
api.add_router("/alliances", changes.router)
api.add_router("/alliances", exits.router)
api.add_router("", simulation.router)
api.add_router("/alliances", thesis.router)
api.add_router("/alliances", before.router)
api.add_router("/alliances", alignment.router)
for router in selection.routers:
    api.add_router("/alliances", router)
