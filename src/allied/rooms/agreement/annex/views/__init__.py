"""The pages of the annex."""
