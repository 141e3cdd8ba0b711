"""The description of the JSON door: also the headers and refusals that every operation shares."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

PROBLEM = "application/problem+json"
UNREADABLE = "The body is not JSON."
HEADERS = {
    "post": ("Idempotency-Key", "One key names one request: sent again, it is carried out once."),
    "put": ("If-Match", 'The version that was read, such as "3"; refused when it moved.'),
}


class DescribedAPI(NinjaAPI):
    """An API whose description names the headers of changes and the form of its refusals."""

    def get_openapi_schema(self, **values: Any) -> OpenAPISchema:
        """The OpenAPI document."""
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
