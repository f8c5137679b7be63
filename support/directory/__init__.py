"""The directory of help: needs, starting entries, and the clock over what was not checked."""
