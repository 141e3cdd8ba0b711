"""The sections of the annex, one module for each: from what the parties set to clauses and tables."""
