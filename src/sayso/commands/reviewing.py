"""`sayso correct accept`, `reject`, `change`, `add`: what people say of claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from sayso.commands.common import ProjectOption, one_of, open_project
from sayso.commands.conditions import MODALITIES, POLARITIES
from sayso.commands.corrections import ByOption, ReasonOption, tell
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.corpus.reviewing import Reading

ClaimsArgument: TypeAlias = Annotated[
    list[str], typer.Argument(metavar="CLAIM...", help="Claims, by the beginnings of their ids.")
]
ClaimArgument: TypeAlias = Annotated[str, typer.Argument(metavar="CLAIM", help="A claim, by the beginning of its id.")]
SecondOption: TypeAlias = Annotated[
    bool, typer.Option("--second", help="A second reading: kept to be compared with the first, and changes nothing.")
]
SubjectOption: TypeAlias = Annotated[str | None, typer.Option("--subject", metavar="ACTOR", help="Who does it.")]
ObjectOption: TypeAlias = Annotated[str | None, typer.Option("--object", metavar="ACTOR", help="To whom it is done.")]
RelationOption: TypeAlias = Annotated[
    str | None, typer.Option("--relation", metavar="NAME", help="A relation of the codebook.")
]
PolarityOption: TypeAlias = Annotated[
    str | None, typer.Option("--polarity", metavar="|".join(POLARITIES), help="What the holder says.")
]
ModalityOption: TypeAlias = Annotated[
    str | None, typer.Option("--modality", metavar="|".join(MODALITIES), help="Fact, plan, or doubt.")
]
HolderOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--holder", metavar="ACTOR", help="On whose word; several times, the outermost first."),
]

app = typer.Typer(no_args_is_help=True, help="Say what is right, wrong or missing among the claims.")


@app.command("accept")
def accept(
    claims: ClaimsArgument,
    second: SecondOption = False,
    reason: ReasonOption = None,
    by: ByOption = None,
    project_folder: ProjectOption = None,
) -> None:
    """Say that claims are right as they read. They stand from now on, also where they are no longer found."""
    with open_project(project_folder) as project:
        for claim in claims:
            tell(project.reviews.accept(claim, blind=second, by=by, reason=reason))


@app.command("reject")
def reject(
    claims: ClaimsArgument,
    second: SecondOption = False,
    reason: ReasonOption = None,
    by: ByOption = None,
    project_folder: ProjectOption = None,
) -> None:
    """Say that the text does not claim this. Such claims are listed only on demand, and count nowhere."""
    with open_project(project_folder) as project:
        for claim in claims:
            tell(project.reviews.reject(claim, blind=second, by=by, reason=reason))


@app.command("change")
def change(
    claim: ClaimArgument,
    subject: SubjectOption = None,
    relation: RelationOption = None,
    object_: ObjectOption = None,
    polarity: PolarityOption = None,
    modality: ModalityOption = None,
    holder: HolderOption = None,
    second: SecondOption = False,
    reason: ReasonOption = None,
    by: ByOption = None,
    project_folder: ProjectOption = None,
) -> None:
    """Say what the words of a claim do claim. Give only what is to be another."""
    reading = _reading(subject, relation, object_, polarity, modality, holder)
    with open_project(project_folder) as project:
        tell(project.reviews.change(claim, reading, blind=second, by=by, reason=reason))


@app.command("add")
def add(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="A document, by the beginning of its id.")],
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help="The words that claim it, as they stand in the text.")
    ],
    subject: SubjectOption = None,
    relation: RelationOption = None,
    object_: ObjectOption = None,
    polarity: PolarityOption = None,
    modality: ModalityOption = None,
    holder: HolderOption = None,
    reason: ReasonOption = None,
    by: ByOption = None,
    project_folder: ProjectOption = None,
) -> None:
    """Add a claim that was not found. Without --holder, it stands on the word of who puts the document out."""
    if subject is None or relation is None or object_ is None:
        raise UsageError("a claim needs --subject, --relation and --object.")
    reading = _reading(subject, relation, object_, polarity, modality, holder)
    with open_project(project_folder) as project:
        spans = [project.reviews.quoted(document, some) for some in words]
        tell(project.reviews.add(document, spans, reading, by=by, reason=reason))


def _reading(
    subject: str | None,
    relation: str | None,
    object_: str | None,
    polarity: str | None,
    modality: str | None,
    holder: list[str] | None,
) -> Reading:
    from sayso.corpus.reviewing import Reading

    one_of("--polarity", polarity, POLARITIES)
    one_of("--modality", modality, MODALITIES)
    return Reading(
        subject=subject, relation=relation, object=object_,
        polarity=polarity, modality=modality, holder=holder or None,  # type: ignore[arg-type]
    )  # fmt: skip
