"""Disputes and rival answers: what cannot all be right, and who says which, with their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sayso.claims.codebook import Codebook
from sayso.exports.sentences import claim_clause
from sayso.findings.disputes import Dispute, Position
from sayso.findings.rivals import Question
from sayso.findings.stands import Speaker, Stand
from sayso.model import Claim
from sayso.pages.views import ClaimView
from sayso.report.book import Book, Page

_SPEAKERS = 5
"""So many sources are shown on each side; the page of the statement has more."""
_ANSWERS = 6


class SpeakerView(NamedTuple):
    """A source in words, with the first of its claims."""

    row: Speaker
    carried: list[str]
    claims: list[ClaimView]


class StandView(NamedTuple):
    """One side: what it says, whether it denies, the page of its statement, and its sources."""

    words: str
    denied: bool
    href: str | None
    stand: Stand
    speakers: list[SpeakerView]
    left: int


class DisputeView(NamedTuple):
    """A dispute with its two sides."""

    row: Dispute
    heading: str
    sides: list[StandView]


class QuestionView(NamedTuple):
    """A question, 'Who controls the Lantern Front?', with its answers; those who deny one stand behind it."""

    words: str
    answers: list[tuple[StandView, StandView | None]]
    left: int


def pages(book: Book) -> Iterator[Page]:
    """One page with both."""
    values = {
        "disputes": dispute_views(book, book.disputes[: book.limit]),
        "questions": [_question(book, question) for question in book.questions[: book.limit]],
        "more_disputes": len(book.disputes) > book.limit,
        "more_questions": len(book.questions) > book.limit,
        "limit": book.limit,
    }
    yield Page("disputes.html", "disputes.html", "Disputes and rival answers", values)


def dispute_views(book: Book, disputes: Iterable[Dispute]) -> list[DisputeView]:
    """Disputes in words, with the first words of each source."""
    return [_dispute(book, dispute) for dispute in disputes]


def clause(subject: str, relation: str, object_: str, codebook: Codebook) -> str:
    """What is said, as a sentence: 'Vostrya supports the Lumen Front'."""
    return claim_clause(Claim(holder=(), subject=subject, relation=relation, object=object_, evidence=()), codebook)


def _dispute(book: Book, dispute: Dispute) -> DisputeView:
    words = [clause(p.subject, p.relation, p.object, book.codebook) for p in dispute.positions]
    heading = words[0] if dispute.kind == "denied" else " against ".join(words)
    sides = [_position(book, p, said) for p, said in zip(dispute.positions, words, strict=True)]
    return DisputeView(dispute, heading, sides)


def _position(book: Book, position: Position, words: str) -> StandView:
    return _stand(book, position.stand, words, denied=position.denied, href=book.links.statement(position.statement))


def _question(book: Book, question: Question) -> QuestionView:
    answers = []
    for answer in question.answers[:_ANSWERS]:
        parts = f" (with {', '.join(answer.parts)})" if answer.parts else ""
        href = next(filter(None, map(book.links.statement, answer.statements)), None)
        given = _stand(book, answer.stand, f"{answer.subject}{parts}", denied=False, href=href)
        denied = _stand(book, answer.denied, answer.subject, denied=True, href=href) if answer.denied else None
        answers.append((given, denied))
    words = clause("Who", question.relation, question.object, book.codebook)
    return QuestionView(f"{words}?", answers, len(question.answers) - len(answers))


def _stand(book: Book, stand: Stand, words: str, *, denied: bool, href: str | None) -> StandView:
    speakers = [_speaker(book, speaker) for speaker in stand.speakers[:_SPEAKERS]]
    return StandView(words, denied, href, stand, speakers, len(stand.speakers) - len(speakers))


def _speaker(book: Book, speaker: Speaker) -> SpeakerView:
    carried = [outlet for outlet in speaker.outlets if outlet not in speaker.names]
    return SpeakerView(speaker, carried, book.claims(speaker.claims[:1]))
