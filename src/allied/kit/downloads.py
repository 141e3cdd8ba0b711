"""A file as the answer to a request: to take along, under its name."""

from django.http import HttpResponse


def download(name: str, media_type: str, content: bytes) -> HttpResponse:
    """The answer that a browser saves under this name."""
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
