"""Turns what people write into safe HTML: Markdown without raw HTML, pictures or scripts."""

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

TEXT_TAGS = {
    "p",
    "br",
    "hr",
    "strong",
    "em",
    "s",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "a",
}
TITLE_TAGS = {"h3", "h4", "h5", "h6"}
TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
DEEPEST = 6
HEADINGS_START_AT = 3
"""The page owns the first two levels, so the first level of a text becomes the third."""

_reader = (
    MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")
)


def markdown(text: str) -> Markup:
    """What somebody wrote in Markdown, as HTML that cannot carry a script or call another host."""
    tokens = _reader.parse(text)
    for token in tokens:
        _lower_heading(token)
    html = _reader.renderer.render(tokens, _reader.options, {})
    return Markup(
        nh3.clean(
            html,
            tags=TEXT_TAGS | TITLE_TAGS | TABLE_TAGS,
            attributes=ATTRIBUTES,
            url_schemes=SCHEMES,
            link_rel="noopener noreferrer nofollow",
        )
    )


def _lower_heading(token: Token) -> None:
    if token.type in {"heading_open", "heading_close"}:
        level = int(token.tag[1:]) + HEADINGS_START_AT - 1
        token.tag = f"h{min(level, DEEPEST)}"
