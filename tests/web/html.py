"""Reads a page like a browser would, to ask what is in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass(eq=False)
class Element:
    """One element with its attributes, what stands in it, and the element around it."""

    name: str
    attrs: dict[str, str]
    parent: "Element | None"
    children: "list[Element | str]" = field(default_factory=list)

    def walk(self) -> "Iterator[Element]":
        """This element and all below it, in the order of the page."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting += [child for child in reversed(one.children) if isinstance(child, Element)]

    def find(self, tag: str = "", /, **attrs: str) -> "list[Element]":
        """All elements with this tag and these attributes (class_ looks for one class)."""
        wanted = attrs.pop("class_", None)
        return [
            one
            for one in self.walk()
            if (not tag or one.name == tag)
            and all(one.attrs.get(key.replace("_", "-")) == value for key, value in attrs.items())
            and (wanted is None or wanted in one.attrs.get("class", "").split())
        ]

    @property
    def text(self) -> str:
        """The words in this element, with single spaces."""
        parts = [child if isinstance(child, str) else child.text for child in self.children]
        return " ".join(" ".join(parts).split())

    def within(self, name: str) -> "Element | None":
        """The nearest element of this name around this one."""
        around = self.parent
        while around is not None and around.name != name:
            around = around.parent
        return around


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.here = Element("document", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> says an attribute twice: {names}"
        new = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(new)
        if tag not in VOID:
            self.here = new

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.here.children.append(
            Element(tag, {name: value or "" for name, value in attrs}, self.here)
        )

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.here.name == tag, f"</{tag}> closes <{self.here.name}>"
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def read(html: str) -> Element:
    """The page as elements; a tag that is not closed, or closed twice, is an error."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert builder.here is builder.root, f"<{builder.here.name}> is never closed"
    return builder.root
