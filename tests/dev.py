"""The `dev` script as a module, for the servers it starts and the folders it knows."""

import importlib.machinery
import importlib.util
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent


def load_dev():
    loader = importlib.machinery.SourceFileLoader("dev", str(HOUSE / "dev"))
    dev = importlib.util.module_from_spec(importlib.util.spec_from_loader("dev", loader))
    loader.exec_module(dev)
    return dev
