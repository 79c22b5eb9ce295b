"""Draws docs/claims.svg, the picture in the README, from the example corpus: `python docs/picture.py`."""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

from sayso.claims.codebook import Codebook, load_codebook
from sayso.exports.explanation import explain
from sayso.exports.terminal import claim_entry, print_lines
from sayso.exports.terminal_explain import explanation_lines
from sayso.project import Project
from sayso.storage.rows import ClaimFilter, StoredClaim

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
TARGET = HERE / "claims.svg"
ACTOR, SINCE, LIMIT = "Lantern Front", "2024", 4
WIDTH = 118
# No font is fetched from anywhere: a picture must look the same offline.
_SVG = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg"
role="img" aria-label="Claims of the example corpus on a terminal">
<style>.{unique_id}-matrix {{ font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
font-size: {char_height}px; line-height: {line_height}px; }} .{unique_id}-title {{ font: bold 18px sans-serif; }}
{styles}</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""


def draw(folder: Path) -> str:
    """The picture of a project: some claims about one actor, and why one of them is there."""
    console = Console(
        record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor", highlight=False
    )
    with Project.open(folder) as project:
        codebook = load_codebook(folder / "codebook.yaml")
        claims = project.claims(ClaimFilter(object=ACTOR, relation="supports", since=SINCE))[:LIMIT]
        question = f"sayso claims --object '{ACTOR}' --relation supports --since {SINCE} --limit {LIMIT}"
        print_lines(console, [_prompt(question)])
        for stored in claims:
            print_lines(console, claim_entry(stored, codebook, about=stored.claim.object), indent=10)
        _explain(console, project, max(claims, key=lambda c: len(c.claim.holder)), codebook)
    return console.export_svg(title="sayso", code_format=_SVG, unique_id="sayso")


def _explain(console: Console, project: Project, stored: StoredClaim, codebook: Codebook) -> None:
    analysis = project.analysis(stored.document_id)
    lines = explanation_lines(explain(stored, analysis, codebook), analysis.document, codebook)
    print_lines(console, [Text(), _prompt(f"sayso explain {stored.id[:8]}"), *lines], indent=2)


def _prompt(command: str) -> Text:
    return Text.assemble(("$ ", "bold green"), (command, "bold"))


def main() -> None:
    """Makes a project of the examples in a folder that is thrown away, and writes the picture."""
    with tempfile.TemporaryDirectory() as folder:
        with Project.init(Path(folder) / "demo") as project:
            shutil.copyfile(EXAMPLES / "actors.yaml", project.folder / "actors.yaml")
            project.add([EXAMPLES / "corpus"])
            project.run()
        TARGET.write_text(draw(Path(folder) / "demo"), encoding="utf-8")


if __name__ == "__main__":
    main()
