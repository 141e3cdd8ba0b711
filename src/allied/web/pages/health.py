"""Whether this process runs, and whether the installation is ready to serve."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from allied.notices.beat import worker_is_alive


def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"ok": True})


def readyz(request: HttpRequest) -> JsonResponse:
    """Database, migrations and a worker's heartbeat; 503 while one of them is missing."""
    found = {"database": False, "worker": False}
    try:
        connection.ensure_connection()
        found["database"] = True
        found["worker"] = worker_is_alive(timezone.now())
    except DatabaseError:
        connection.close()
    ready = all(found.values())
    return JsonResponse({"ready": ready, **found}, status=200 if ready else 503)
