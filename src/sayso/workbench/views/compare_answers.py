"""Rival answers: who, according to whom, controls or created X? One question, its answers, and the outlets of each."""

from __future__ import annotations

import msgspec

from sayso.findings.keeping import ANSWERS, MOST_SHOWN
from sayso.findings.rivals import Question, list_questions
from sayso.storage.kept import read_kept
from sayso.storage.oppositions import FindingFilter
from sayso.storage.sides import rows_by_key
from sayso.storage.statements import StatementRow
from sayso.storage.tallies import LOOKED, TallyFilter, keys_of, number_of_claims
from sayso.workbench.desk import Desk
from sayso.workbench.figures import Figure
from sayso.workbench.kinds import View
from sayso.workbench.parameters import Day, Name, address
from sayso.workbench.views.choices import Choices, choices
from sayso.workbench.views.periods import Period, periods
from sayso.workbench.views.stances import Stances, stances

LISTED = 30
"""So many questions are listed, and so many answers of one are drawn."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which question: 'who stands in this relation to this object?'."""

    object: Name | None = None
    relation: Name | None = None
    period: Day | None = None


class QuestionLine(msgspec.Struct, frozen=True, kw_only=True):
    """A question in words, its answers with the number of independent sources behind each, and its own page."""

    words: str
    href: str
    answers: list[tuple[str, int]]


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """The questions; of one alone all answers with those who give them, and a matrix by outlet,
    from which `left` statements are left out, since their claims are too many.

    `is_whole` is false where the statements are too many to look for questions among them.
    """

    questions: list[QuestionLine]
    one: Question | None
    figure: Figure | None
    left: int
    is_whole: bool
    periods: list[Period]
    choices: Choices


def show(desk: Desk, asked: Asked) -> Answers:
    """Raises UsageError where nobody is called as asked."""
    offered = choices(desk, asked.relation)
    found, is_whole = _questions(desk, asked)
    one = found[0] if len(found) == 1 and asked.object else None
    drawn = _drawn(desk, one, asked) if one else None
    return Answers(
        questions=[_line(desk, question) for question in found],
        one=one,
        figure=drawn.figure if drawn else None,
        left=drawn.left if drawn else 0,
        is_whole=is_whole,
        periods=periods(desk),
        choices=offered,
    )


def _questions(desk: Desk, asked: Asked) -> tuple[list[Question], bool]:
    """As a run left them, or looked for where that is soon done."""
    if asked.object is None and asked.period is None:
        kept = read_kept(desk.connection, ANSWERS, Question, limit=MOST_SHOWN)
        if kept is not None:
            wanted = [question for question in kept if asked.relation in (None, question.relation)]
            if wanted or asked.relation is None:
                return wanted[:LISTED], True
    if number_of_claims(desk.connection, TallyFilter(object=asked.object, relation=asked.relation)) > LOOKED:
        return [], False
    about = FindingFilter(object=asked.object, relation=asked.relation, since=asked.period, until=asked.period)
    return list_questions(desk.connection, about, limit=LISTED), True


def _line(desk: Desk, question: Question) -> QuestionLine:
    known = desk.codebook.relations.get(question.relation)
    wording = known.wording if known else f"{{subject}} {question.relation.replace('_', ' ')} {{object}}"
    return QuestionLine(
        words=f"{wording.replace('{subject}', 'Who').replace('{object}', question.object)}?",
        href=address("/compare/answers", None, object=question.object, relation=question.relation),
        answers=[(answer.subject, answer.stand.independent) for answer in question.answers],
    )


def _drawn(desk: Desk, question: Question, asked: Asked) -> Stances:
    """The answers in rows, the outlets in columns."""
    ids = [own for answer in question.answers for own in answer.statements][:LISTED]
    rows = {row.id: row for row in rows_by_key(desk.connection, keys_of(desk.connection, ids)).values()}
    shown: list[StatementRow] = [rows[own] for own in ids if own in rows]
    wanted = TallyFilter(since=asked.period, until=asked.period)
    return stances(desk, shown, wanted, "outlet", "Which outlets print which answer: an empty field is silence")


VIEW = View(
    path="/compare/answers",
    template="compare/answers.html",
    asked=Asked,
    show=show,
    section="Compare",
    drawing=lambda page: page.figure,
)
