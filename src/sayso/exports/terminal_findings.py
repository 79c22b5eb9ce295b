"""Findings on a terminal: each as a heading with its sides below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from sayso.claims.codebook import Codebook
from sayso.exports.drift_words import about, category
from sayso.exports.sentences import QUOTATION_LENGTH, cut_at_word
from sayso.exports.terminal import printable, short_id
from sayso.findings.circles import Circle
from sayso.findings.disputes import Dispute, Position
from sayso.findings.drift import Drift
from sayso.findings.rivals import Question
from sayso.findings.stands import Speaker, Stand

_SPEAKERS = 6
"""So many sources are named on each side, and so many outlets behind each; --json has all."""


def dispute_lines(dispute: Dispute, codebook: Codebook) -> Iterator[Text]:
    """What is disputed, and each side with its sources."""
    one, other = dispute.positions
    clauses = [_clause(p, codebook) for p in (one, other)]
    if dispute.kind == "denied":
        heading, sides = clauses[0], [f"{'denied' if p.denied else 'affirmed'} by" for p in (one, other)]
    else:
        heading, sides = " against ".join(clauses), [f"{clause}: said by" for clause in clauses]
    ids = " ".join(dict.fromkeys(p.statement for p in (one, other)))
    since = f"  disputed since {dispute.since}" if dispute.since else ""
    yield Text.assemble((printable(heading), "bold"), (f"  {ids}{since}", "dim"))
    for side, position in zip(sides, (one, other), strict=True):
        yield _side(side, position.stand)
    if dispute.both:
        yield Text(printable(f"    on both sides: {', '.join(dispute.both)}"))
    yield Text()


def question_lines(question: Question, codebook: Codebook) -> Iterator[Text]:
    """What is asked, and each answer with those who give it."""
    asked = _wording(question.relation, codebook).replace("{subject}", "Who").replace("{object}", question.object)
    yield Text(printable(f"{asked}?"), "bold")
    for answer in question.answers:
        parts = f" (with {', '.join(answer.parts)})" if answer.parts else ""
        yield _side(f"{answer.subject}{parts}: said by", answer.stand)
        carried = [f"{o.outlet} ({_span(o.since, o.until)})" for o in answer.stand.outlets]
        yield Text(printable(f"      in {_some(carried)}"), "dim")
        if answer.denied:
            yield Text("    ").append_text(_side("denied by", answer.denied))
    yield Text()


def _clause(said: Position | Circle, codebook: Codebook) -> str:
    pattern = _wording(said.relation, codebook)
    return pattern.replace("{subject}", said.subject).replace("{object}", said.object)


def _wording(relation: str, codebook: Codebook) -> str:
    """A relation that is no longer in the codebook is shown by its id."""
    known = codebook.relations.get(relation)
    return known.wording if known else f"{{subject}} {relation.replace('_', ' ')} {{object}}"


def _side(words: str, stand: Stand) -> Text:
    anonymous = f" and {stand.anonymous} without a name" if stand.anonymous else ""
    noun = "source" if stand.independent == 1 else "sources"
    since = f", since {stand.since}" if stand.since else ""
    speakers = _some([_speaker(speaker) for speaker in stand.speakers])
    return Text(printable(f"  {words} {stand.independent} independent {noun}{anonymous}{since}: {speakers}"))


def _speaker(speaker: Speaker) -> str:
    name = " = ".join(speaker.names)
    if speaker.kind == "anonymous":
        return f"an anonymous source of {name}"
    others = [outlet for outlet in speaker.outlets if outlet not in speaker.names]
    return f"{name} (in {_some(others)})" if others else name


def _some(words: Sequence[str]) -> str:
    more = f" and {len(words) - _SPEAKERS} more" if len(words) > _SPEAKERS else ""
    return ", ".join(words[:_SPEAKERS]) + more


def _span(since: str | None, until: str | None) -> str:
    if since is None or until is None:
        return "undated"
    return since if since == until else f"{since} to {until}"


def circle_lines(circle: Circle, codebook: Codebook) -> Iterator[Text]:
    """The statement, who cites whom in a circle, and all sources."""
    yield Text.assemble((printable(_clause(circle, codebook)), "bold"), (f"  {circle.statement}", "dim"))
    for members in circle.members:
        yield Text(printable(f"  cite each other: {', '.join(members)}"))
    nobody = "nobody" if circle.outside == 0 else f"{circle.outside} independent"
    yield Text(f"  outside the circle: {nobody}")
    yield _side("said by", circle.stand)
    yield Text()


def drift_lines(drift: Drift, codebook: Codebook) -> Iterator[Text]:
    """What an outlet changed, when, how sure that is, and the words before and after."""
    heading = about(drift.kind, drift.outlet, drift.actor, drift.relation, codebook)
    sure = f"effect {drift.effect:.2f}, chance {drift.chance:.4f}, rate of false ones {drift.rate:.4f}"
    yield Text.assemble((printable(heading), "bold"), (f"  {sure}", "dim"))
    sides = (
        (f"up to {drift.last_before}", drift.documents_before, drift.before, drift.quotes_before),
        (f"from {drift.first_after}", drift.documents_after, drift.after, drift.quotes_after),
    )
    for when, number, shares, quotes in sides:
        listed = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
        said = ", ".join(f"{category(name)} {share:.0%}" for name, share in listed)
        yield Text(printable(f"  {when} ({number} documents): {said}"))
        for quote in quotes:
            place = f"{quote.published}, document {short_id(quote.document)}"
            yield Text(printable(f"      “{cut_at_word(quote.quotation, QUOTATION_LENGTH)}” {place}"), "italic")
    yield Text()
