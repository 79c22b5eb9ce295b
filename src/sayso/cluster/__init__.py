"""Beyond one machine: documents are read and analysed on a Ray cluster, by the functions that do it on one machine."""

from sayso.cluster.engine import OnRay

__all__ = ["OnRay"]
