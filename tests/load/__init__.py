"""Many reports at once: `./dev load`. None may be lost and none made twice (security.md D1)."""
