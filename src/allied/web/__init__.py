"""The web door: shell, parts, filters and templates that every page is made of."""
