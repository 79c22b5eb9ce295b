"""Imported by the process that workers are forked from: what each of them needs is there once, made before any starts.

Whatever a project has of its own they read by themselves. Nothing here may start a thread, as importing onnxruntime
does: a fork would copy its locks.
"""

import gc
from contextlib import suppress

import sayso.analysis
import sayso.running  # noqa: F401
from sayso.claims.learned import LearnedClaims  # noqa: F401
from sayso.dates.grammar import load_grammar
from sayso.errors import SaysoError
from sayso.language.engine import load_ahead
from sayso.places.gazetteer import load_gazetteer
from sayso.resources import project_codebook, project_registry

with suppress(SaysoError):  # a worker that needs what cannot be read says so
    load_ahead()
    project_codebook(None)
    project_registry(None)
    load_grammar()
    load_gazetteer()
gc.collect()
gc.freeze()  # pages that no worker writes to stay shared
