"""An explanation on a terminal: the claim, the text with its parts marked, the chain, the match, the time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from sayso.claims.codebook import Codebook
from sayso.exports.explanation import Excerpt, Explanation, Role
from sayso.exports.sentences import as_shown, manner
from sayso.exports.terminal import Mark, claim_sentence, confidence, marked_text, printable, short_id
from sayso.model import Document, Place

ROLE_MARKS: dict[Role, Mark] = {
    "evidence": Mark("▸", "◂", "underline"),
    "source": Mark("[H: ", "]", "magenta"),
    "cue": Mark("[C: ", "]", "yellow"),
    "subject": Mark("[S: ", "]", "bold green"),
    "predicate": Mark("[P: ", "]", "bold"),
    "object": Mark("[O: ", "]", "bold blue"),
}
_ROLE_WORDS: dict[Role, str] = {
    "evidence": "evidence",
    "source": "holder, as cited",
    "cue": "cue",
    "subject": "subject",
    "predicate": "predicate",
    "object": "object",
}


def explanation_lines(explanation: Explanation, document: Document, codebook: Codebook) -> Iterator[Text]:
    """All of it, a line each, to be printed one below the other."""
    stored = explanation.claim
    yield Text(stored.id, "cyan")
    named = as_shown(stored)
    yield claim_sentence(named.claim, named.chain, codebook)
    yield from (_plain(f"This document calls {shown} “{name}”.") for name, shown in stored.shown.items())
    yield from _heading("In the text")
    for excerpt in explanation.excerpts:
        yield Text("  ").append_text(_excerpt(excerpt, document))
    yield Text(f"  {_legend(explanation)}", "dim")
    yield from map(_plain, _unnamed(explanation))
    yield from _heading("On whose word")
    yield from map(_plain, _chain(explanation, document))
    yield from _heading("What matched")
    yield from map(_plain, _match(explanation, codebook))
    yield from _heading("When and where")
    yield from map(_plain, _circumstances(explanation))
    yield from _heading("Document")
    facts = (document.title, document.publisher, document.author, document.published, document.url)
    yield _plain(" | ".join(filter(None, facts)) or "untitled")
    yield _plain(f"Next: sayso show {short_id(document.id)}")


def _heading(words: str) -> list[Text]:
    return [Text(), Text(words, "bold")]


def _plain(words: str) -> Text:
    return Text(f"  {printable(words)}")


def _excerpt(excerpt: Excerpt, document: Document) -> Text:
    spans = [((mark.start, mark.end), ROLE_MARKS[mark.role]) for mark in excerpt.marks]
    shown = Text() if excerpt.voice == "article" else Text.assemble((f"({excerpt.voice}) ", "dim"))
    starts_line = excerpt.start == 0 or document.text[excerpt.start - 1] == "\n"
    ends_line = excerpt.end == len(document.text) or document.text[excerpt.end] == "\n"
    shown.append("" if starts_line else "… ")
    shown.append_text(marked_text(document.text, excerpt.start, excerpt.end, spans))
    return shown.append("" if ends_line else " …")


def _legend(explanation: Explanation) -> str:
    shown = {mark.role for excerpt in explanation.excerpts for mark in excerpt.marks}
    return "   ".join(
        f"{ROLE_MARKS[role].before}…{ROLE_MARKS[role].after} {words}"
        for role, words in _ROLE_WORDS.items()
        if role in shown
    )


def _unnamed(explanation: Explanation) -> Iterator[str]:
    claim = explanation.claim.claim
    for role in explanation.unnamed:
        actor = claim.subject if role == "subject" else claim.object
        yield f"The {role}, {actor}, is not named in these words: a pronoun stands for it, or it is who speaks."


def _chain(explanation: Explanation, document: Document) -> Iterator[str]:
    for depth, link in enumerate(explanation.claim.chain):
        words = ", ".join(f"“{' '.join(part.split())}”" for part in link.words)
        role = _outermost(link.actor, document) if depth == 0 else ""
        untraced = f"not traced to an actor: {link.unresolved}" if link.unresolved else ""
        branch = "   " * (depth - 1) + "└─ " if depth else ""
        yield branch + " | ".join(filter(None, (link.actor, role, words, manner(link), untraced)))


def _outermost(holder: str, document: Document) -> str:
    roles = (("speaker", document.speaker), ("publisher", document.publisher), ("author", document.author))
    return next((f"{role} of the document" for role, name in roles if name == holder), "")


def _match(explanation: Explanation, codebook: Codebook) -> Iterator[str]:
    match, claim = explanation.match, explanation.claim.claim
    yield f"Found by: {match.why or 'not recorded'}"
    for frame in match.frames:
        conditions = "".join(f", where {role} is {_some(lemmas)}" for role, lemmas in frame.conditions.items())
        yield f"The {frame.part_of_speech} '{frame.lemma}' shows '{claim.relation}' from {frame.pattern}{conditions}"
    polarity = "The holder denies it." if claim.polarity == "denied" else "Affirmed."
    yield f"{polarity} Modality: {claim.modality}. {confidence(claim).capitalize()}."
    codes = [("PLOVER", match.plover), ("CAMEO", match.cameo)]
    if any(found for _, found in codes):
        yield "   ".join(f"{scheme} {', '.join(found)}" for scheme, found in codes if found)
    if claim.relation not in codebook.relations:
        yield f"The codebook no longer has the relation '{claim.relation}'. Next: sayso run"


def _some(lemmas: Sequence[str]) -> str:
    return ", ".join(lemmas[:6]) + (f" or one of {len(lemmas) - 6} more" if len(lemmas) > 6 else "")


def _circumstances(explanation: Explanation) -> Iterator[str]:
    claim, when = explanation.claim.claim, explanation.when
    if when is None:
        yield "The text gives no date for it."
    else:
        yield f"{when.value}, from “{when.words}”" if when.words else when.value
    if claim.where:
        known = "; ".join(filter(None, map(_located, explanation.places)))
        yield f"In {claim.where}" + (f": {known}" if known else "")


def _located(place: Place) -> str:
    """Which place of the world is meant, '' where that is not plain."""
    at = f", {place.lat:.2f} {place.lon:.2f}" if place.lat is not None and place.lon is not None else ""
    return f"{place.name} ({place.kind}, {place.country}{at})" if place.country else ""
