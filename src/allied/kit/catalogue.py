"""Reads the built-in content and the defaults that each room keeps as YAML files."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml


@dataclass(frozen=True)
class Default:
    """A threshold that is a judgement: its value, its unit and why it was chosen."""

    value: Any
    unit: str
    why: str


@cache
def catalogue(room: str, name: str) -> Any:
    """The content of `catalogue/<name>.yaml` of a room, read once and unchangeable."""
    return _frozen(_read(room, f"catalogue/{name}.yaml"))


@cache
def defaults(room: str) -> Mapping[str, Default]:
    """The defaults of a room by name, each with value, unit and why."""
    entries = _read(room, "defaults.yaml")
    return MappingProxyType({name: _default(room, name, entries[name]) for name in entries})


def default_values(room: str) -> dict[str, Any]:
    """Only the values of a room's defaults, to fill the room's own limits."""
    return {name: entry.value for name, entry in defaults(room).items()}


def _default(room: str, name: str, entry: Any) -> Default:
    if not isinstance(entry, dict) or set(entry) != {"value", "unit", "why"}:
        raise ValueError(f"{room}/defaults.yaml: {name} needs exactly value, unit and why")
    return Default(_frozen(entry["value"]), entry["unit"], entry["why"])


def _read(room: str, path: str) -> Any:
    source = files(f"allied.rooms.{room}").joinpath(path)
    return yaml.safe_load(source.read_text(encoding="utf-8"))


def _frozen(content: Any) -> Any:
    if isinstance(content, dict):
        return MappingProxyType({name: _frozen(inner) for name, inner in content.items()})
    if isinstance(content, list):
        return tuple(_frozen(inner) for inner in content)
    return content
