"""The web door of due diligence."""
