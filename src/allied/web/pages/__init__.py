"""The pages that look across rooms: my week, overview, search, the record, private notes."""
