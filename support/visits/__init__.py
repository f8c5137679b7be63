"""The way in for somebody without an account."""
