"""The doors to the checks before an alliance, and what is sent through them."""

import json
import re

from django.test import Client

from allied.rooms.thesis.before.models import Preparation
from tests.api.test_joint import bearer
from tests.rooms.thesis.before.stage import LINES, WHOLE, all_at

BACKEND = "allied.people.backends.WithHome"
NAME = "Cold Brew Venture"
FORMS = {
    "right-move/answers": WHOLE,
    "readiness/answers": all_at(2),
    "red-lines/changes": {
        "r0-id": "", "r0-what": "No exclusivity", "r0-why": "", "measure": "Margin",
        "direction": "at least", "amount": "1,200.5", "unit": "EUR", "reckoned": "", "instead": "Wait",
    },
}  # fmt: skip
BODIES = {
    "right-move": {"answers": WHOLE},
    "readiness": {"answers": all_at(2)},
    "red-lines": {"content": LINES},
}


def signed_in(person):
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def at(cast, path=""):
    return f"/alliances/{cast.alliance.pk}/before{path}"


def page(person, address, status=200):
    answer_ = signed_in(person).get(address)
    assert answer_.status_code == status, answer_.content.decode()[:400]
    return re.sub(r"\s+", " ", answer_.content.decode())


def api(cast, path="", who=None, **given):
    address = f"/api/v1/alliances/{cast.alliance.pk}/before{path}"
    headers = bearer(who or cast.maya) | given.get("headers", {})
    if "body" not in given:
        return Client().get(address, headers=headers)
    return Client().put(
        address, json.dumps(given["body"]), content_type="application/json", headers=headers
    )


def put(cast, path, body, version, who=None):
    return api(cast, path, who, body=body, headers={"if-match": f'"{version}"'})


def rows():
    return Preparation.objects.in_system_scope("test")
