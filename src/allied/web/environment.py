"""Sets up Jinja2 for Django: the parts, the filters, addresses, static files, strict names."""

import secrets
from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from allied.web.filters import FILTERS
from allied.web.parts import PARTS

PRODUCT = "Allied"


def environment(**options: Any) -> Environment:
    """The Jinja2 environment of all pages: always escaped, and an unknown name is an error."""
    fixed = {"autoescape": True, "undefined": StrictUndefined}
    env = Environment(trim_blocks=True, lstrip_blocks=True, **{**options, **fixed})  # noqa: S701
    env.filters.update(FILTERS)
    env.globals.update(PARTS)
    env.globals.update(
        product=PRODUCT,
        url=url,
        static=static,
        once_key=once_key,
        once=once,
    )
    return env


def once_key() -> str:
    """A new random key for one form, so that sending it twice changes things only once."""
    return secrets.token_urlsafe(18)


def once() -> Markup:
    """The hidden field that carries the key of a form; web/once.py reads it."""
    return Markup('<input type="hidden" name="once" value="{}">').format(once_key())


@lru_cache(maxsize=4096)
def url(name: str, *args: Hashable, **parts: Hashable) -> str:
    """The address of a named route; a page asks some forty times, mostly for the same ones."""
    # Django is asked only when an address is drawn, so that parts and tests run without settings.
    from django.urls import reverse  # noqa: PLC0415

    return reverse(name, args=args or None, kwargs=parts or None)


def static(path: str) -> str:
    """The address of a file in web/static."""
    from django.templatetags.static import static as address  # noqa: PLC0415

    return address(path)
