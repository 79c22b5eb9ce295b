"""Rival answers: questions to which only one answer can be right, and to which sources give several."""

from __future__ import annotations

from typing import Annotated

import msgspec

from sayso.findings.keeping import ANSWERS, MOST_SHOWN
from sayso.findings.rivals import Answer, Question, list_questions
from sayso.storage.kept import read_kept
from sayso.storage.oppositions import FindingFilter
from sayso.workbench.desk import Desk
from sayso.workbench.kinds import View
from sayso.workbench.parameters import Day, Name
from sayso.workbench.views.choices import Choices, choices
from sayso.workbench.views.opposing import StandView, clause, view_stand

SIZE = 10
_ANSWERS, _NAMED = 8, 4


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which questions to show; `after` is how many of them stand before the page."""

    about: Name | None = None
    relation: Name | None = None
    since: Day | None = None
    until: Day | None = None
    after: Annotated[int, msgspec.Meta(ge=0, le=MOST_SHOWN)] = 0


class AnswerView(msgspec.Struct, frozen=True, kw_only=True):
    """One answer with those who give it and those who deny it; `parts` belong to it and are named too."""

    subject: str
    parts: tuple[str, ...]
    statement: str
    stand: StandView
    denied: StandView | None


class QuestionView(msgspec.Struct, frozen=True, kw_only=True):
    """A question in words ('Who controls the Lantern Front?') with its answers, and how many more."""

    words: str
    relation: str
    object: str
    answers: list[AnswerView]
    left: int


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """A page of questions; `after` begins the next one, None on the last; `most` so many can be paged through."""

    questions: list[QuestionView]
    after: int | None
    most: int
    choices: Choices


def show(desk: Desk, asked: Asked) -> Answers:
    """The questions that meet all conditions, those with most sources behind the second answer first."""
    offered = choices(desk, asked.relation)
    found = _questions(desk, asked)
    after = asked.after + SIZE if len(found) > SIZE and asked.after + SIZE <= MOST_SHOWN else None
    return Answers(
        questions=[_question(desk, question) for question in found[:SIZE]],
        after=after,
        most=MOST_SHOWN,
        choices=offered,
    )


def _questions(desk: Desk, asked: Asked) -> list[Question]:
    wanted = FindingFilter(about=asked.about, relation=asked.relation, since=asked.since, until=asked.until)
    if wanted == FindingFilter():
        kept = read_kept(desk.connection, ANSWERS, Question, limit=SIZE + 1, offset=asked.after)
        if kept is not None:
            return kept
    return list_questions(desk.connection, wanted, limit=asked.after + SIZE + 1)[asked.after :]


def _question(desk: Desk, question: Question) -> QuestionView:
    return QuestionView(
        words=f"{clause('Who', question.relation, question.object, desk.codebook)}?",
        relation=question.relation,
        object=question.object,
        answers=list(map(_answer, question.answers[:_ANSWERS])),
        left=max(0, len(question.answers) - _ANSWERS),
    )


def _answer(answer: Answer) -> AnswerView:
    return AnswerView(
        subject=answer.subject,
        parts=answer.parts,
        statement=answer.statements[0],
        stand=view_stand(answer.stand, _NAMED),
        denied=view_stand(answer.denied, _NAMED) if answer.denied else None,
    )


VIEW = View(path="/answers", template="disputes/answers.html", asked=Asked, show=show, section="Disputes")
