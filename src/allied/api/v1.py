"""The JSON door: mounts each room's router under /api/v1."""

from ninja import NinjaAPI

from allied.api.problems import map_refusals
from allied.people.tokens import TokenOrSession

api = NinjaAPI(
    title="Allied",
    version="1",
    description="Every command of Allied. Changes carry If-Match, every POST an Idempotency-Key.",
    auth=TokenOrSession(),
    docs_url=None,
    openapi_url="/openapi.json",
)
map_refusals(api)
