"""Names in UIMA's XMI and type systems, and how marks are called there."""

from __future__ import annotations

XMI = "http://www.omg.org/XMI"
CAS = "http:///uima/cas.ecore"
CUSTOM = "http:///webanno/custom.ecore"
TYPES = "webanno.custom"
"""INCEpTION keeps layers of a project's own in this package."""

DOCUMENT, LINK, PART = "SaysoDocument", "SaysoLink", "SaysoPart"
"""The fields that are no marks; a link with its role; a further stretch of a mark."""
KIND_PREFIX = "Sayso"
"""Before the kind of a mark, so that layers with usual names stay free."""
