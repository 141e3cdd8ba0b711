"""The description of the JSON door: also the headers and refusals that every operation shares."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

PROBLEM = "application/problem+json"
UNREADABLE = "The body is not JSON."
IF_MATCH = (
    "If-Match",
    'The version that was read, such as "3". Refused (412) when it is missing or has moved.',
)
HEADERS = {
    "post": (
        "Idempotency-Key",
        "Recommended: a name of your own for this one request. Sent again within 24 hours, it is "
        "carried out once and answered as before; with another request it is refused (422).",
    ),
    "put": IF_MATCH,
    "patch": IF_MATCH,
    "delete": IF_MATCH,
}
_DRAWN_UP: dict[str, OpenAPISchema] = {}


class DescribedAPI(NinjaAPI):
    """An API whose description names the headers of changes and the form of its refusals."""

    def get_openapi_schema(self, **values: Any) -> OpenAPISchema:
        """The OpenAPI document; drawn up once, because that takes a second."""
        asked = str(sorted(values.items()))
        if asked not in _DRAWN_UP:
            _DRAWN_UP[asked] = self._described(**values)
        return _DRAWN_UP[asked]

    def _described(self, **values: Any) -> OpenAPISchema:
        document = super().get_openapi_schema(**values)
        for operations in document["paths"].values():
            for method, operation in operations.items():
                _name_header(method, operation)
                _name_refusals(operation["responses"])
        return document


def _name_header(method: str, operation: dict[str, Any]) -> None:
    if method in HEADERS:
        name, says = HEADERS[method]
        operation["parameters"].append(
            {
                "in": "header",
                "name": name,
                "description": says,
                "required": False,
                "schema": {"type": "string", "minLength": 1, "maxLength": 200},
            }
        )


def _name_refusals(responses: dict[Any, Any]) -> None:
    for status, response in responses.items():
        content = response.get("content", {})
        if int(status) >= 400 and "application/json" in content:
            content[PROBLEM] = content.pop("application/json")
    if 401 in responses:
        responses.setdefault(400, {**responses[401], "description": UNREADABLE})
