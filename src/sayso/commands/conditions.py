"""The conditions that several commands take: which claims, statements or findings to show."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

POLARITIES = ("affirmed", "denied")
MODALITIES = ("actual", "intended", "possible")
REVIEWS = ("yes", "no", "rejected")

SubjectOption: TypeAlias = Annotated[
    str | None, typer.Option(metavar="ACTOR", help="Who does it, by any of its names.")
]
ObjectOption: TypeAlias = Annotated[str | None, typer.Option("--object", metavar="ACTOR", help="To whom it is done.")]
AboutOption: TypeAlias = Annotated[str | None, typer.Option(metavar="ACTOR", help="Subject or object.")]
RelationOption: TypeAlias = Annotated[
    str | None, typer.Option(metavar="NAME", help="A relation of the codebook, such as 'supports'.")
]
HolderOption: TypeAlias = Annotated[
    str | None, typer.Option(metavar="ACTOR", help="On whose word, anywhere in the chain.")
]
UntilOption: TypeAlias = Annotated[
    str | None, typer.Option(metavar="DATE", help="Up to the end of this day, month or year.")
]
PolarityOption: TypeAlias = Annotated[
    str | None, typer.Option(metavar="|".join(POLARITIES), help="What the holder says.")
]
ModalityOption: TypeAlias = Annotated[
    str | None, typer.Option(metavar="|".join(MODALITIES), help="Fact, plan, or doubt.")
]
DocumentOption: TypeAlias = Annotated[
    str | None, typer.Option(metavar="ID", help="A document, by the beginning of its id.")
]
