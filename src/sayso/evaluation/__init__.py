"""How good the analysis is: figures against annotated documents, computed as published scorers compute them."""

from sayso.evaluation.actors import score_actors
from sayso.evaluation.attribution import score_attribution
from sayso.evaluation.claims import score_claims
from sayso.evaluation.dates import score_dates
from sayso.evaluation.relations import score_relations
from sayso.evaluation.report import KINDS, Kind, Report, evaluate, evaluate_rows, score

__all__ = [
    "KINDS",
    "Kind",
    "Report",
    "evaluate",
    "evaluate_rows",
    "score",
    "score_actors",
    "score_attribution",
    "score_claims",
    "score_dates",
    "score_relations",
]
