"""The pages of the agreement."""
