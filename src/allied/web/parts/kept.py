"""Keeps drawn parts for the next page: the same few icons, tiles and tags stand on every one."""

from functools import lru_cache

MOST = 2048

# typed, because an escaped text and a plain one with the same letters must not share a drawing.
kept = lru_cache(maxsize=MOST, typed=True)
