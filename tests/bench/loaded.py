"""Opens a data folder (first argument) or ALLIED_DATABASE_URL for the scripts beside it."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allied.settings")
if len(sys.argv) > 1 and not os.environ.get("ALLIED_DATABASE_URL"):
    os.environ["ALLIED_DATA"] = sys.argv[1]
os.environ["ALLIED_DEMO"] = "1"

import django

django.setup()

from django.db import connection


class Queries(list[str]):
    """Every statement that the database is asked while it stands (`with Queries() as seen`)."""

    def __enter__(self) -> "Queries":
        self.standing = connection.execute_wrapper(self._note)
        self.standing.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.standing.__exit__(*error)

    def _note(self, execute, sql, params, many, context):
        self.append(sql)
        return execute(sql, params, many, context)
