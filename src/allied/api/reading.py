"""What the JSON door takes as a body: text that every database can keep, each name once."""

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.parser import Parser

BROKEN = re.compile("[\x00\ud800-\udfff]")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise HttpError(422, "The body names a field twice.")
    return found


def _spelt(content: Any) -> Any:
    """Every text in its one spelling (NFC), so that the same words are the same bytes."""
    if isinstance(content, str):
        return unicodedata.normalize("NFC", content)
    if isinstance(content, list):
        return [_spelt(each) for each in content]
    if isinstance(content, dict):
        return {_spelt(name): _spelt(each) for name, each in content.items()}
    return content


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, list | dict):
        for each in content:
            yield from _texts(each)
        if isinstance(content, dict):
            yield from _texts(list(content.values()))


class StrictParser(Parser):
    """JSON with whole characters only; what it refuses never reaches a command."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The content of the body; 422 for half characters, NUL, and a name that comes twice."""
        content = json.loads(request.body, object_pairs_hook=_once)
        if any(BROKEN.search(text) for text in _texts(content)):
            raise HttpError(422, "The body holds a character that nobody can read.")
        return _spelt(content)
