#!/usr/bin/env python3
"""Runs Django's management commands; `./dev manage` calls it with the embedded servers up."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    execute_from_command_line(sys.argv)
