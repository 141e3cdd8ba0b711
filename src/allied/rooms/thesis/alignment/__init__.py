"""The blind alignment check: each side says alone what success is; the answers open for all at once."""
