"""The parts of every page: typed functions that return escaped HTML, one per sign of the design."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from allied.web.parts.approval import halves
from allied.web.parts.clocks import clock, pips, sla_ruler
from allied.web.parts.curve import exceedance
from allied.web.parts.days import days_taken
from allied.web.parts.figures import bar, signals, spark, steps8
from allied.web.parts.icons import icon, mark
from allied.web.parts.pairs import pair_bars
from allied.web.parts.rail import rail
from allied.web.parts.ranks import radar, rank_bars
from allied.web.parts.signs import audience_tag, due, private_tag, status, tag
from allied.web.parts.who import avatar, avatars, org, person, tile, tiles

PARTS: Mapping[str, Callable[..., Markup]] = {
    "audience_tag": audience_tag,
    "avatar": avatar,
    "avatars": avatars,
    "bar": bar,
    "clock": clock,
    "days_taken": days_taken,
    "due": due,
    "exceedance": exceedance,
    "halves": halves,
    "icon": icon,
    "mark": mark,
    "org": org,
    "pair_bars": pair_bars,
    "person": person,
    "pips": pips,
    "private_tag": private_tag,
    "radar": radar,
    "rail": rail,
    "rank_bars": rank_bars,
    "signals": signals,
    "sla_ruler": sla_ruler,
    "spark": spark,
    "status": status,
    "steps8": steps8,
    "tag": tag,
    "tile": tile,
    "tiles": tiles,
}
