"""Attachments: files that somebody puts to a record of any room, for all parties or one side."""
