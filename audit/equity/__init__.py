"""Whether support reaches every group alike: once a year, about whole groups, hidden and rounded (R11)."""
