"""The web door of the alignment check: rounds and results for all, one's own answer for oneself."""
