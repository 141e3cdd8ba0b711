"""The web door of the thesis: reading, editing, agreeing, testing, sharing."""
