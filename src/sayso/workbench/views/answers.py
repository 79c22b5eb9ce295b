"""Rival answers: questions to which sources give several answers, and of one who prints which."""

from __future__ import annotations

from typing import Annotated

import msgspec

from sayso.findings.keeping import ANSWERS, MOST_SHOWN
from sayso.findings.rivals import Answer, Question, list_questions
from sayso.storage.kept import is_outdated, read_kept
from sayso.storage.oppositions import FindingFilter
from sayso.storage.sides import rows_by_key
from sayso.storage.tallies import LOOKED, TallyFilter, keys_of, number_of_claims
from sayso.workbench.desk import Desk
from sayso.workbench.figures import Figure
from sayso.workbench.kinds import View
from sayso.workbench.parameters import Day, Name, address
from sayso.workbench.views.choices import Choices, choices
from sayso.workbench.views.opposing import StandView, clause, view_stand
from sayso.workbench.views.periods import Period, periods, window
from sayso.workbench.views.stances import stances

PATH = "/answers"
SIZE = 10
_ANSWERS, _NAMED, _DRAWN = 8, 4, 30


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which questions to show; `after` is how many of them stand before the page.

    `object` and `relation` are one question: who stands in this relation to this object?
    """

    about: Name | None = None
    object: Name | None = None
    relation: Name | None = None
    period: Day | None = None
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
    """A question in words ('Who controls the Lantern Front?') with its answers, how many more, and its own page."""

    words: str
    relation: str
    object: str
    href: str
    answers: list[AnswerView]
    left: int


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """A page of questions; `after` begins the next one, None on the last; `most` so many can be paged through.

    Of one question alone, `figure` has all answers by outlet, None where nobody with a name takes a side; `left`
    statements are not in it, since their claims are too many. `is_whole` is false where the claims that meet the
    conditions are too many to look for questions among them. `outdated`: lists without names and days were made before
    the last correction.
    """

    questions: list[QuestionView]
    is_one: bool
    is_whole: bool
    figure: Figure | None
    left: int
    after: int | None
    most: int
    outdated: bool
    periods: list[Period]
    choices: Choices


def show(desk: Desk, asked: Asked) -> Answers:
    """The questions that meet all conditions, those with most sources behind the second answer first.

    Raises UsageError where nobody is called as asked.
    """
    offered = choices(desk, asked.relation)
    found = _questions(desk, asked)
    one = found[0] if found and len(found) == 1 and asked.object and asked.relation else None
    drawn = _drawn(desk, one, asked) if one else (None, 0)
    most = len(one.answers) if one else _ANSWERS
    return Answers(
        questions=[_question(desk, question, most) for question in (found or ())[:SIZE]],
        is_one=one is not None,
        is_whole=found is not None,
        figure=drawn[0],
        left=drawn[1],
        after=asked.after + SIZE if len(found or ()) > SIZE and asked.after + SIZE <= MOST_SHOWN else None,
        most=MOST_SHOWN,
        outdated=is_outdated(desk.connection, ANSWERS),
        periods=periods(desk),
        choices=offered,
    )


def _questions(desk: Desk, asked: Asked) -> list[Question] | None:
    """From those asked for to one behind the page: as a run left them, or looked for where that is soon done."""
    since, until = window(asked)
    wanted = FindingFilter(about=asked.about, object=asked.object, relation=asked.relation, since=since, until=until)
    if wanted == FindingFilter(relation=asked.relation) and (kept := _kept(desk, asked)) is not None:
        return kept
    claims = TallyFilter(about=asked.about, object=asked.object, relation=asked.relation)
    if number_of_claims(desk.connection, claims) > LOOKED:
        return None
    return list_questions(desk.connection, wanted, limit=asked.after + SIZE + 1)[asked.after :]


def _kept(desk: Desk, asked: Asked) -> list[Question] | None:
    """Of one relation, the kept questions among the first of all; None where there are none."""
    if asked.relation is None:
        return read_kept(desk.connection, ANSWERS, Question, limit=SIZE + 1, offset=asked.after, outdated=True)
    every = read_kept(desk.connection, ANSWERS, Question, outdated=True) or ()
    own = [question for question in every if question.relation == asked.relation]
    return own[asked.after : asked.after + SIZE + 1] or None


def _question(desk: Desk, question: Question, most: int) -> QuestionView:
    return QuestionView(
        words=f"{clause('Who', question.relation, question.object, desk.codebook)}?",
        relation=question.relation,
        object=question.object,
        href=address(PATH, None, object=question.object, relation=question.relation),
        answers=list(map(_answer, question.answers[:most])),
        left=max(0, len(question.answers) - most),
    )


def _answer(answer: Answer) -> AnswerView:
    return AnswerView(
        subject=answer.subject,
        parts=answer.parts,
        statement=answer.statements[0],
        stand=view_stand(answer.stand, _NAMED),
        denied=view_stand(answer.denied, _NAMED) if answer.denied else None,
    )


def _drawn(desk: Desk, question: Question, asked: Asked) -> tuple[Figure | None, int]:
    """The answers in rows, the outlets in columns, and how many statements are left out."""
    ids = [own for answer in question.answers for own in answer.statements][:_DRAWN]
    rows = {row.id: row for row in rows_by_key(desk.connection, keys_of(desk.connection, ids)).values()}
    shown = [rows[own] for own in ids if own in rows]
    since, until = window(asked)
    wanted = TallyFilter(since=since, until=until)
    made = stances(desk, shown, wanted, "outlet", "Which outlets print which answer: an empty field is silence")
    return made.figure, made.left


VIEW = View(
    path=PATH,
    template="disputes/answers.html",
    asked=Asked,
    show=show,
    section="Disputes",
    drawing=lambda page: page.figure,
)
