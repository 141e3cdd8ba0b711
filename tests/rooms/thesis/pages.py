"""The pages of a thesis, opened as somebody, and what a browser would send back of them."""

import re

from django.test import Client

from allied.rooms.thesis.models import Thesis
from tests.web.html import read

BACKEND = "allied.people.backends.WithHome"


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def at(cast, path="", alliance=None):
    return f"/alliances/{(alliance or cast.alliance).pk}/thesis{path}"


def page(person, address, status=200):
    answer = signed_in(person).get(address)
    assert answer.status_code == status, answer.content.decode()[:500]
    return re.sub(r"\s+", " ", answer.content.decode())


def fields(html):
    """What a browser would send back of the form that changes a section."""
    form = next(one for one in read(html).find("form") if "rowset" in one.attrs.get("class", ""))
    sent = {}
    for one in form.walk():
        name, kind = one.attrs.get("name", ""), one.attrs.get("type", "")
        if not name or one.name == "button" or name in {"once", "csrfmiddlewaretoken"}:
            continue
        if one.name == "select":
            chosen = [o for o in one.find("option") if "selected" in o.attrs] or one.find("option")
            sent[name] = [chosen[0].attrs["value"]]
        elif one.name == "textarea":
            sent[name] = ["".join(str(child) for child in one.children).removeprefix("\n")]
        elif kind != "checkbox" or "checked" in one.attrs:
            sent.setdefault(name, []).append(one.attrs.get("value", "on"))
    return sent


def edited(cast, person, section, path="/sections"):
    html = signed_in(person).get(at(cast, f"{path}/{section}")).content.decode()
    return fields(html)


def joint(cast):
    return Thesis.objects.visible_to(cast.maya).get(audience="joint")
