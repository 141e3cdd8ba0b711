"""Sending the same form or call twice carries out its command once; the second gets the first answer."""

import hashlib
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from allied.people.models import Once, Person
from allied.web.errors import error_page

SHOWN_ONCE = "Shown-Once"
KEPT_HEADERS = ("Location", "Content-Type", "ETag")
LONGEST_KEY = 100
FORMS = {"multipart/form-data", "application/x-www-form-urlencoded"}


def key_of(request: HttpRequest) -> str:
    """The key that came with the call: a header from scripts, a hidden field from forms."""
    if request.method not in {"POST", "PUT", "PATCH", "DELETE"}:
        return ""
    given = request.headers.get("Idempotency-Key", "") or request.POST.get("once", "")
    # Cut off, two long keys could be one.
    return given if len(given) <= LONGEST_KEY else hashlib.sha256(given.encode()).hexdigest()


def _fingerprint(request: HttpRequest) -> str:
    words = [request.method or "", request.get_full_path()]
    if request.method == "POST" and request.content_type in FORMS:
        given = request.POST.lists()
        words += [f"{k}={v}" for k, v in sorted(given) if k != "csrfmiddlewaretoken"]
        for name, files in sorted(request.FILES.lists()):
            words += [f"{name}={file.name} {_digest(file)}" for file in files]
    else:
        words.append(hashlib.sha256(request.body).hexdigest())
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def _digest(file: Any) -> str:
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()


def begin(
    request: HttpRequest, person: Person, key: str, now: datetime
) -> tuple[Once | None, HttpResponse | None]:
    """A new row to fill, or the answer that was already given."""
    fingerprint = _fingerprint(request)
    try:
        return _new(person, key, fingerprint, now), None
    except IntegrityError:
        row = Once.objects.get(person=person, key=key)
    if row.at < now - Once.KEPT_FOR:
        row.delete()
        return _new(person, key, fingerprint, now), None
    if row.fingerprint != fingerprint:
        return None, error_page(
            request,
            422,
            "key_reused",
            "This key belongs to another request",
            "An Idempotency-Key names one request. Send a new key with a new request.",
        )
    if SHOWN_ONCE in row.headers:
        return None, error_page(
            request,
            409,
            "shown_once",
            "This was carried out",
            "Its secret was shown once and is not kept. Revoke it and make another one.",
        )
    if _lost_a_seat(person, row.at, now):
        return None, error_page(
            request,
            409,
            "carried_out",
            "This was carried out",
            "Your seat has changed since, so its answer is not shown again.",
        )
    return None, _again(row)


def _lost_a_seat(person: Person, since: datetime, now: datetime) -> bool:
    """Whether a seat of this person ended meanwhile: what it could read is not read again."""
    ended = Q(ended_at__gte=since) | Q(until__gt=since, until__lte=now)
    return person.seats.filter(ended).exists()


def _new(person: Person, key: str, fingerprint: str, now: datetime) -> Once:
    with transaction.atomic():
        return Once.objects.create(person=person, key=key, fingerprint=fingerprint, at=now)


def shown_once(response: HttpResponse) -> HttpResponse:
    """Mark an answer that carries a secret: it is never kept, so a replay cannot show it again."""
    response.headers[SHOWN_ONCE] = "1"
    return response


def _again(row: Once) -> HttpResponse:
    answer = HttpResponse(row.body, status=row.status)
    for name, value in row.headers.items():
        answer.headers[name] = value
    answer.headers["Idempotent-Replay"] = "true"
    return answer


def finish(row: Once, response: HttpResponse) -> None:
    """Keep what was answered; a refusal is not kept, so a corrected form may use its key again."""
    if response.status_code >= 400 or response.streaming:
        row.delete()
        return
    row.status = response.status_code
    row.headers = {
        name: response.headers[name] for name in KEPT_HEADERS if name in response.headers
    }
    if SHOWN_ONCE in response.headers:
        row.headers[SHOWN_ONCE] = "1"
    else:
        row.body = response.content.decode(errors="replace")
    row.save(update_fields=["status", "headers", "body"])
