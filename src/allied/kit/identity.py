"""Random names for rows: an id in an address says nothing about how much else there is."""

import uuid


def new_id() -> uuid.UUID:
    """A random (version 4) id."""
    return uuid.uuid4()
