"""Lets the page's script send a form and still leave for the next page like a browser does."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

SENT_BY_SCRIPT = "script"


def tell_address(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: answers a form sent by script with the next address instead of a redirect.

    A script that follows a redirect would read the next page, and its toasts, before the person
    does. Somebody whose session ended gets 401, so that the page can keep what they typed.
    Cookies stay on the answer.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.headers.get("X-Submit") == SENT_BY_SCRIPT and "Location" in response.headers:
            address = response.headers["Location"]
            del response.headers["Location"]
            response.headers["X-Location"] = address
            response.status_code = 401 if _asks_to_sign_in(request, address) else 204
            response.content = b""
        return response

    return answer


def _asks_to_sign_in(request: HttpRequest, address: str) -> bool:
    door = resolve_url(settings.LOGIN_URL)
    return urlsplit(address).path == door != request.path
