"""An alliance workbook as JSON, for scripts."""

import json
from dataclasses import fields, is_dataclass
from typing import Any

from allied.papers.workbook.content import AllianceWorkbook

FORMAT = "allied-workbook/1"


def as_json(workbook: AllianceWorkbook) -> bytes:
    """The same content as the workbook's sheets; decimals and dates as text."""
    whole = {"format": FORMAT, **_plain(workbook)}
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value) if f.name != "cells"}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    return str(value)
