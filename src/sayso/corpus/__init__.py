"""Jobs that need all documents of a project: which actors are one over documents."""

from sayso.corpus.clusters import Appearance, anchor, cluster

__all__ = ["Appearance", "anchor", "cluster"]
