"""`sayso agree` where it compares verdicts: people who accepted, rejected and changed the same claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.commands.common import open_project
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.corpus.readings import Judgement
    from sayso.findings.reviewers import Reviewers

_OWN = "sayso"


def reviewers_among(names: Sequence[str], folder: Path | None) -> Reviewers | None:
    """The verdicts of those named; None where these are files or coded by hand. 'sayso' stands for all that it found.

    Raises UsageError where some have verdicts and others hand coding, or where no two judged the same claim.
    """
    people = [name for name in names if name != _OWN]
    if not people or any(Path(name).exists() for name in people):
        return None
    from sayso.findings.reviewers import compare_reviewers
    from sayso.storage.corrections import read_log

    with open_project(folder) as project:
        coders = {row.coder for row in project.codings.coders()}
        with project.reading() as connection:
            log = read_log(connection)
    have_judged = {reader for reader, _ in compare_reviewers(log).judged} - coders
    if not have_judged.issuperset(people):
        if both := [name for name in people if name in have_judged]:
            raise UsageError(f"{both[0]} reviewed claims and coded no document: compare verdicts with verdicts.")
        return None
    found = compare_reviewers(log, people, _OWN if _OWN in names else None)
    if not found.pairs:
        raise UsageError(f"{' and '.join(names)}: no two of them judged the same claim. See: sayso serve, Review")
    return found


def reviewers_lines(found: Reviewers, rows: bool) -> Iterator[str]:
    """The figures, and on demand the claims on which they differ."""
    for pair in found.pairs:
        yield f"{' and '.join(pair.coders)}: {pair.claims} claims that both judged, {pair.same} of them alike"
        for one, other, number in pair.table:
            yield f"  {one:<8} {other:<8} {number:>6}"
    alpha = "  -  " if found.alpha is None else f"{found.alpha:5.3f}"
    yield f"  alpha          {alpha}  (verdicts; changes are alike where they say the same)"
    for difference in found.differences if rows else ():
        yield f'{difference.document}: "{" ".join(" ".join(difference.words).split())}"'
        for reader, verdict in difference.said.items():
            yield f"  {reader}: {_verdict(verdict)}"


def _verdict(verdict: Judgement) -> str:
    from sayso.exports.correction_words import claim_words

    kind, content = verdict
    return f"{kind} to {claim_words(content)}" if content else kind
