"""The one Django app: all rooms live in it, so moving a table between rooms costs no migration."""

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate, pre_migrate


class AlliedConfig(AppConfig):
    """Makes reactions and gates known; lifts the database guards for a migration and installs them after it."""

    name = "allied"
    label = "allied"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        pre_migrate.connect(_lift_guards, sender=self)
        post_migrate.connect(_install_guards, sender=self)
        import_module("allied.alliances.attachments.facts")
        for room in settings.ROOMS:
            # What follows a fact or a timer, what a gate asks, who can act on what, and what a room
            # offers to an earlier one must be known in every process.
            for part in ("facts", "reactions", "gate", "holdings", "offers"):
                if find_spec(f"allied.rooms.{room}.{part}"):
                    import_module(f"allied.rooms.{room}.{part}")


def _lift_guards(using: str, plan: Sequence[Any], **_: Any) -> None:
    # SQLite refuses to rebuild a table that a trigger elsewhere names. If a migration then fails,
    # nothing is served until one has passed: `doctor` misses the guards.
    from allied.alliances import guards  # noqa: PLC0415 - models are ready only now

    if plan:
        guards.lift(using)


def _install_guards(using: str, **_: Any) -> None:
    # SQLite rebuilds a table on AlterField and silently drops its triggers.
    from allied.alliances import guards  # noqa: PLC0415 - models are ready only now

    guards.install(using)
