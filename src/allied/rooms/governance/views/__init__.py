"""The web door of governance: decisions and the blueprint."""
