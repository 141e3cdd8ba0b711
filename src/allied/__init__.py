"""Allied: the open-source operating system for strategic alliances."""

import sys

__version__ = "0.1.0"

# SQLite before 3.51.3 can lose committed rows in WAL mode, and most Pythons still link an older
# one. pysqlite3 brings a safe one and takes the standard module's place before Django loads it.
try:
    import pysqlite3
except ImportError:  # not Linux: the start-up check decides whether the platform's SQLite will do
    pass
else:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
