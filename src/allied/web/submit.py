"""Lets the page's script send a form and still leave for the next page like a browser does."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

SENT_BY_SCRIPT = "script"


def tell_address(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: answers a form sent by script with the next address instead of a redirect.

    A script that follows a redirect would read the next page, and its toasts, before the person
    does. Cookies stay on the answer.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.headers.get("X-Submit") == SENT_BY_SCRIPT and "Location" in response.headers:
            response.headers["X-Location"] = response.headers["Location"]
            del response.headers["Location"]
            response.status_code = 204
            response.content = b""
        return response

    return answer
