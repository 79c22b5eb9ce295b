"""Exit codes, which scripts rely on."""

from __future__ import annotations

FAILED = 1
USAGE = 2
SKIPPED = 3
INTERRUPTED = 130
