"""What every router of the JSON door shares: problem documents, paging by cursor, If-Match."""

import base64
import json
import re
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, JsonResponse
from ninja import Schema

from allied.kit.errors import Outdated, Refused

PAGE_SIZE = 50
LARGEST_PAGE = 200
VERSION = re.compile(r"[0-9]{1,18}")


class Problem(Schema):
    """Why a request was not carried out (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str


def problem(status: int, code: str, title: str, detail: str) -> JsonResponse:
    """An RFC 9457 problem document as an answer."""
    body = {"type": "about:blank", "title": title, "status": status, "code": code, "detail": detail}
    return JsonResponse(body, status=status, content_type="application/problem+json")


PROBLEMS: dict[int, Any] = {code: Problem for code in (401, 403, 404, 409, 412, 422)}


class Page[T](Schema):
    """One page of a list and the cursor of the next one, empty at the end."""

    items: list[T]
    next: str = ""


def page_of[M: Model](
    rows: QuerySet[M], *, cursor: str, size: int = PAGE_SIZE, by: str = "created_at"
) -> tuple[list[M], str]:
    """Newest first, by keyset: no deep page costs more than the first one."""
    size = max(1, min(size, LARGEST_PAGE))
    if cursor:
        at, pk = _read_cursor(cursor, rows)
        rows = rows.filter(Q(**{f"{by}__lt": at}) | Q(**{by: at, "pk__lt": pk}))
    found = list(rows.order_by(f"-{by}", "-pk")[: size + 1])
    more = found[size - 1] if len(found) > size else None
    return found[:size], _write_cursor(getattr(more, by), more.pk) if more else ""


def _write_cursor(at: datetime, pk: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps([at.isoformat(), str(pk)]).encode()).decode()


def _read_cursor(cursor: str, rows: QuerySet[Any]) -> tuple[datetime, Any]:
    try:
        at, pk = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        moment = datetime.fromisoformat(at).astimezone(UTC)
        return moment, rows.model._meta.pk.to_python(pk)
    except (ValueError, TypeError, OverflowError, ValidationError) as error:
        raise Refused(
            "cursor", "The cursor is not one that this list gave.", field="cursor"
        ) from error


def expected_version(request: HttpRequest) -> int:
    """The version that If-Match names; changes without it are refused."""
    given = request.headers.get("If-Match", "").strip().strip('"')
    if not VERSION.fullmatch(given):
        raise Outdated("if_match", 'Send If-Match: "version" with the version that you read.')
    return int(given)
