"""Runs in Pyodide: starts the first page for nobody in particular, so that its memory can be saved."""

import gc
import json
import sys

FIRST = "playground"


def remember() -> str:
    """JSON: the list of files that need not travel, since their modules are in the memory."""
    from playground.link import worker

    for stage in worker.STAGES:
        worker.prepare(stage)
    worker.rehearse(FIRST)
    origins = [getattr(getattr(module, "__spec__", None), "origin", None) for module in list(sys.modules.values())]
    found = json.dumps(sorted({origin for origin in origins if isinstance(origin, str) and origin.startswith("/lib/")}))
    gc.collect()
    return found
