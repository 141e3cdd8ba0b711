"""The web door of the checks before an alliance: private pages of one's own side."""
