"""The page about exports says what the formats themselves say."""

from __future__ import annotations

import runpy
from pathlib import Path

from sayso.exports.formats import FORMATS

DOCS = Path(__file__).parent.parent / "docs"


def test_the_page_is_that_of_the_formats():
    page = (DOCS / "reference" / "exports.md").read_text(encoding="utf-8")
    written = runpy.run_path(str(DOCS / "write_exports_reference.py"))["reference"]()
    assert page == written, "run: python docs/write_exports_reference.py"


def test_every_format_has_a_section_with_what_it_leaves_out():
    page = (DOCS / "reference" / "exports.md").read_text(encoding="utf-8")
    for name, form in FORMATS.items():
        section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert f"**Left out:** {form.lost}" in section
