"""The one Django app: all rooms live in it, so moving a table between rooms costs no migration."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AlliedConfig(AppConfig):
    """Installs the database guards again after every migrate."""

    name = "allied"
    label = "allied"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(_install_guards, sender=self)


def _install_guards(using: str, **_: Any) -> None:
    # SQLite rebuilds a table on AlterField and silently drops its triggers.
    from allied.alliances import guards  # noqa: PLC0415 - models are ready only now

    guards.install(using)
