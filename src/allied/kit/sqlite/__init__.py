"""Django's SQLite backend on the safe SQLite that pysqlite3 brings."""
