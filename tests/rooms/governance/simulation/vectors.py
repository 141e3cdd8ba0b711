"""The cases of methods.md section 3 (vectors/03_governance.json), by id."""

import json
from pathlib import Path

CASES = {
    case["id"]: case
    for case in json.loads((Path(__file__).parent / "vectors_governance.json").read_text())["cases"]
}


def inputs(name: str) -> dict:
    return CASES[name]["input"]


def expected(name: str) -> dict:
    return CASES[name]["expected"]
