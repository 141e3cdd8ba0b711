"""The web door of partner selection."""
