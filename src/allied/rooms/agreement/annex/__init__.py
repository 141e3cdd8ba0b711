"""How we work, written down from what the alliance really runs on, and signed."""
