"""What the confidential route is made of: its code, its sizes, its slots, its waits and its warnings (security.md B)."""
