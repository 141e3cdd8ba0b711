"""The one Django app: all rooms live in it, so moving a table between rooms costs no migration."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate


class AlliedConfig(AppConfig):
    """Makes reactions and gates known, and installs the database guards again after every migrate."""

    name = "allied"
    label = "allied"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(_install_guards, sender=self)
        import_module("allied.alliances.attachments.facts")
        for room in settings.ROOMS:
            # What follows a fact or a timer, what a gate asks, and who can act on what, must be known
            # in every process.
            for part in ("facts", "reactions", "gate", "holdings"):
                if find_spec(f"allied.rooms.{room}.{part}"):
                    import_module(f"allied.rooms.{room}.{part}")


def _install_guards(using: str, **_: Any) -> None:
    # SQLite rebuilds a table on AlterField and silently drops its triggers.
    from allied.alliances import guards  # noqa: PLC0415 - models are ready only now

    guards.install(using)
