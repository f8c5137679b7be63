"""The pages of the reviews room."""
