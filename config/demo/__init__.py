"""An invented trust for `make run`, filled through the actions alone and dated from today."""
