"""What must hold for every page: structure, names, bindings, and nothing inline."""

from collections import Counter

from tests.web.html import Element, read

FIELDS = {"input", "select", "textarea"}
POINTERS = (
    "for",
    "aria-describedby",
    "aria-labelledby",
    "aria-controls",
    "commandfor",
    "popovertarget",
    "data-open",
)


def faults_of(html: str) -> list[str]:
    """Everything that is wrong with a page, one sentence each; empty when it is sound."""
    page = read(html)
    return [*_structure(page), *_pointers(page), *_fields(page), *_forms(page), *_inline(page)]


def _structure(page: Element) -> list[str]:
    found = []
    levels = [int(one.name[1]) for one in page.walk() if one.name in {"h1", "h2", "h3", "h4"}]
    if levels.count(1) != 1:
        found.append(f"the page has {levels.count(1)} first headings")
    jumps = [b for a, b in zip([0, *levels], levels, strict=False) if b > a + 1]
    found += [f"a heading jumps to level {level}" for level in jumps]
    ids = Counter(one.attrs["id"] for one in page.walk() if "id" in one.attrs)
    found += [f"the id {name} appears twice" for name, times in ids.items() if times > 1]
    found += [
        f"a table has no caption: {t.text[:40]}"
        for t in page.find("table")
        if not t.find("caption")
    ]
    found += [
        f"a table head has no scope: {t.text}" for t in page.find("th") if "scope" not in t.attrs
    ]
    titles = [one for one in page.find("title") if one.within("svg") is None]
    found += ["the page has no title of its own"] if len(titles) != 1 else []
    found += ["the page has no main part of its own"] if len(page.find("main")) != 1 else []
    found += [
        f"a button has no type: {b.text}" for b in page.find("button") if "type" not in b.attrs
    ]
    found += [f"a link has no address: {a.text}" for a in page.find("a") if "href" not in a.attrs]
    return found + [
        "a drawing is neither named nor hidden"
        for svg in page.find("svg")
        if "aria-hidden" not in svg.attrs
        and not (svg.attrs.get("role") == "img" and svg.attrs.get("aria-label"))
    ]


def _pointers(page: Element) -> list[str]:
    ids = {one.attrs["id"] for one in page.walk() if "id" in one.attrs}
    wrong = [
        f"{pointer}={name} points at nothing"
        for one in page.walk()
        for pointer in POINTERS
        for name in one.attrs.get(pointer, "").split()
        if name not in ids
    ]
    jumps = [a.attrs["href"] for a in page.find("a") if a.attrs.get("href", "").startswith("#")]
    return wrong + [f"the link {jump} leads nowhere" for jump in jumps if jump[1:] not in ids]


def _fields(page: Element) -> list[str]:
    labelled = {one.attrs["for"] for one in page.find("label") if "for" in one.attrs}
    found = []
    for one in page.walk():
        if one.name not in FIELDS or one.attrs.get("type") == "hidden":
            continue
        named = one.attrs.get("id") in labelled or one.within("label") or "aria-label" in one.attrs
        if not named:
            found.append(f"the field {one.attrs.get('name')} has no label")
    for box in page.find(class_="invalid"):
        control = [one for one in box.walk() if one.attrs.get("aria-invalid") == "true"]
        if len(control) != 1 or "aria-describedby" not in control[0].attrs:
            found.append(f"an error is not wired to its field: {box.text}")
    return found


def _forms(page: Element) -> list[str]:
    found = []
    for form in page.find("form", method="post"):
        hidden = {one.attrs.get("name") for one in form.find("input", type="hidden")}
        found += [
            f"the form to {form.attrs['action']} has no {name}"
            for name in ("csrfmiddlewaretoken", "once")
            if name not in hidden
        ]
    return found


def _inline(page: Element) -> list[str]:
    found = []
    for one in page.walk():
        bad = [name for name in one.attrs if name == "style" or name.startswith("on")]
        found += [f"<{one.name}> carries {name} inline" for name in bad]
        plain = one.attrs.get("type") == "application/json"  # read by scripts, never run
        script = one.name == "script" and not plain
        if one.name == "style" or (script and (one.text or "src" not in one.attrs)):
            found.append(f"<{one.name}> is inline")
        address = one.attrs.get("src") or (one.attrs.get("href", "") if one.name == "link" else "")
        if "//" in address:
            found.append(f"<{one.name}> calls another host: {address}")
    return found
