"""On a terminal: what a codebook makes of a sentence, and why it claims nothing of two actors in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from sayso.claims.codebook import Codebook
from sayso.claims.verdicts import Tried
from sayso.claims.why_not import Sought, WhyNot
from sayso.exports.terminal import claim_sentence, confidence, printable
from sayso.model import Analysis, Attribution, Claim
from sayso.storage.chains import chain

MOST = 12
"""So many frames are listed; JSON has them all."""

_OUTCOMES = {
    "fired": "fired",
    "shadowed": "came too late",
    "scope": "held back",
    "same_actor": "one actor",
    "condition": "condition not met",
    "slot": "nobody there",
}


def trial_lines(analysis: Analysis, tried: Sequence[Tried], codebook: Codebook) -> Iterator[Text]:
    """Actors, attributions and claims of a text, and under them what nearly fired."""
    yield Text("Actors", "bold")
    shown = [f"{key} ({actor.type}): {', '.join(actor.names)}" for key, actor in analysis.actors.items()]
    yield from _indented(shown, "none was found")
    if unresolved := [analysis.document.text[m.start : m.end] for m in analysis.unresolved]:
        yield Text(printable(f"  not traced to an actor: {', '.join(unresolved)}"), "dim")
    yield from _heading("Attributions")
    yield from _indented([_attribution(a, analysis) for a in analysis.attributions], "none: the text speaks for itself")
    yield from _heading("Claims")
    for claim in analysis.claims:
        yield from _claim(claim, analysis, codebook)
    if not analysis.claims:
        yield Text("  none", "dim")
    yield from _heading("Nearly")
    yield from _tried([one for one in tried if one.is_near])


def why_not_lines(answer: WhyNot, analysis: Analysis, codebook: Codebook) -> Iterator[Text]:
    """The sentence, whom the words mean, what was found, what is in the way, and the frames that were tried."""
    yield Text(printable(" ".join(answer.text.split())), "italic")
    yield from (Text(printable(f"  {_sought(one)}")) for one in answer.sought)
    yield from _heading("Found between the two")
    for claim in answer.claims:
        yield from _claim(claim, analysis, codebook)
    if not answer.claims:
        yield Text("  nothing", "dim")
    if answer.reasons:
        yield from _heading("In the way")
        yield from (Text(printable(f"  {reason.says}")) for reason in answer.reasons)
    yield from _heading("Frames tried")
    yield from _tried(answer.tried)


def _heading(words: str) -> list[Text]:
    return [Text(), Text(words, "bold")]


def _indented(lines: Iterable[str], without: str) -> Iterator[Text]:
    shown = [Text(printable(f"  {line}")) for line in lines]
    yield from shown or [Text(f"  {without}", "dim")]


def _attribution(attribution: Attribution, analysis: Analysis) -> str:
    text = analysis.document.text
    source, cue, content = (
        " ... ".join(" ".join(text[start:end].split()) for start, end in spans)
        for spans in (attribution.source, attribution.cue, attribution.content)
    )
    holder = attribution.holder or f"nobody known ({attribution.unresolved})"
    return f"{holder}: “{source}” | {cue} | “{content}” ({attribution.kind})"


def _claim(claim: Claim, analysis: Analysis, codebook: Codebook) -> Iterator[Text]:
    links = chain(analysis.document.text, claim, analysis.attributions, analysis.actors)
    yield Text("  ").append_text(claim_sentence(claim, links, codebook))
    triple = f"{claim.subject} > {claim.relation} > {claim.object}"
    facts = (triple, claim.polarity, claim.modality, confidence(claim), claim.why)
    yield Text(printable(f"    {' | '.join(facts)}"), "dim")


def _sought(sought: Sought) -> str:
    if sought.actor is None:
        return f"'{sought.words}': no actor"
    names = ", ".join(f"'{name}'" for name in sought.names)
    return f"'{sought.words}': {sought.actor} ({sought.type or 'unknown'}), called {names or 'nothing'}"


def _tried(tried: Sequence[Tried]) -> Iterator[Text]:
    """A line for each frame, the first `MOST` of them; nothing said twice of the same word."""
    told: dict[tuple[object, ...], Tried] = {}
    for one in sorted(tried, key=lambda t: t.rank):
        told.setdefault((one.start, one.outcome, one.relation, one.pairs, one.says), one)
    for one in list(told.values())[:MOST]:
        who = "; ".join(f"{subject} > {object_}" for subject, object_ in one.pairs) or ", ".join(one.actors)
        head = Text.assemble((f"  {_OUTCOMES[one.outcome]}: ", "bold"), printable(one.frame))
        yield head.append(printable(f" at '{one.word}' ({who})"), "dim")
        if one.says:
            yield Text(printable(f"    {one.says}"), "dim")
    if len(told) > MOST:
        yield Text(f"  and {len(told) - MOST} more: see --json", "dim")
    if not told:
        yield Text("  none", "dim")
