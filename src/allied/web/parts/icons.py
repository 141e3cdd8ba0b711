"""Draws the icons and the product's own symbol."""

import re
from pathlib import Path

from markupsafe import Markup

from allied.web.parts.kept import kept

ICONS = Path(__file__).resolve().parent.parent / "static" / "icons"
_DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


@kept
def drawing(name: str) -> Markup:
    """The lines of one icon, read once from its file; an unknown name is an error."""
    path = ICONS / f"{name}.svg"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        raise ValueError(f"There is no icon {name!r}. The icons are the files in web/static/icons.")
    found = _DRAWING.search(path.read_text(encoding="utf-8"))
    if found is None:
        raise ValueError(f"The file of the icon {name!r} holds no drawing.")
    return Markup(re.sub(r"\s*\n\s*", "", found.group(1)))


@kept
def icon(name: str, kind: str = "", label: str = "", size: int = 16) -> Markup:
    """An icon; with a label it speaks for itself, without one it only accompanies words."""
    spoken = Markup('role="img" aria-label="{}"').format(label) if label else 'aria-hidden="true"'
    return Markup('<svg class="{}" width="{}" height="{}" viewBox="0 0 24 24" {}>{}</svg>').format(
        f"i {kind}".strip(), size, size, Markup(spoken), drawing(name)
    )


@kept
def mark(size: int = 22) -> Markup:
    """The symbol of the product: two halves that join, in ink only."""
    return Markup(
        '<svg class="mark" width="{}" height="{}" viewBox="0 0 24 24" aria-hidden="true">'
        '<path d="M11 2.05a10 10 0 0 0 0 19.9v-5.1a5 5 0 0 1 0-9.7Z"/>'
        '<path d="M13 2.05a10 10 0 0 1 0 19.9v-5.1a5 5 0 0 0 0-9.7Z" opacity=".45"/></svg>'
    ).format(size, size)
