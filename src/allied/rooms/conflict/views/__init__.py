"""The pages of conflicts."""
