"""The network of claims as GraphML and GEXF, written as the database gives it, so that no size is too large.

GraphML: http://graphml.graphdrawing.org; GEXF 1.3: https://gexf.net. Values that are not known are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple, TextIO, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from sayso.exports.source import Source
from sayso.storage.export_graph import Edge, Node, edges, nodes

Value: TypeAlias = str | int | None
Kind: TypeAlias = Literal["string", "int", "double"]

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SIGNS = {"+": 1, "-": -1, "0": 0}

NODE_FIELDS: dict[str, Kind] = {"identity": "string", "type": "string", "registry": "string"}
EDGE_FIELDS: dict[str, Kind] = {
    "relation": "string", "polarity": "string", "modality": "string", "valence": "int", "claims": "int",
    "documents": "int", "publishers": "int", "first": "string", "last": "string", "statement": "string",
}  # fmt: skip


class _Drawn(NamedTuple):
    """An edge between numbered nodes: its label, weight and fields."""

    subject: int
    object: int
    label: str
    edge: Edge
    fields: dict[str, Value]


def write_graphml(source: Source, path: Path) -> None:
    """Writes a directed multigraph; `label` and `weight` are the names under which Gephi looks for these."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
        )
        keys = {f"n_{name}": ("node", name, kind) for name, kind in {"label": "string", **NODE_FIELDS}.items()}
        drawn = {"label": "string", "weight": "double", **EDGE_FIELDS}
        keys |= {f"e_{name}": ("edge", name, kind) for name, kind in drawn.items()}
        for key, (owner, name, kind) in keys.items():
            stream.write(f'<key id="{key}" for="{owner}" attr.name="{name}" attr.type="{kind}"/>\n')
        stream.write('<graph edgedefault="directed">\n')
        numbers: dict[str, int] = {}
        for number, node in _numbered(source, numbers):
            fields = {"label": node.name, **_node_fields(node)}
            stream.write(f'<node id="n{number}">{_data("n", fields)}</node>\n')
        for number, edge in enumerate(_drawn(source, numbers)):
            fields = {"label": edge.label, "weight": edge.edge.claims, **edge.fields}
            ends = f'source="n{edge.subject}" target="n{edge.object}"'
            stream.write(f'<edge id="e{number}" {ends}>{_data("e", fields)}</edge>\n')
        stream.write("</graph>\n</graphml>\n")


def write_gexf(source: Source, path: Path) -> None:
    """Writes a directed dynamic multigraph: an edge is there from its first to its last day of publication.

    `kind` keeps Gephi from taking parallel edges for one.
    """
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n')
        stream.write('<graph defaultedgetype="directed" mode="dynamic" timeformat="date">\n')
        _declare(stream, "node", NODE_FIELDS)
        _declare(stream, "edge", EDGE_FIELDS)
        numbers: dict[str, int] = {}
        stream.write("<nodes>\n")
        for number, node in _numbered(source, numbers):
            label = quoteattr(_xml(node.name))
            stream.write(f'<node id="n{number}" label={label}>{_values(NODE_FIELDS, _node_fields(node))}</node>\n')
        stream.write("</nodes>\n<edges>\n")
        for number, edge in enumerate(_drawn(source, numbers)):
            ends = f'source="n{edge.subject}" target="n{edge.object}" type="directed" weight="{edge.edge.claims}.0"'
            label = quoteattr(_xml(edge.label))
            names = f"kind={label} label={label}{_spell(edge.edge)}"
            stream.write(f'<edge id="e{number}" {ends} {names}>{_values(EDGE_FIELDS, edge.fields)}</edge>\n')
        stream.write("</edges>\n</graph>\n</gexf>\n")


def _numbered(source: Source, numbers: dict[str, int]) -> Iterator[tuple[int, Node]]:
    """The nodes with their numbers, which are put down by identity."""
    for number, node in enumerate(nodes(source.connection, source.scope)):
        numbers[node.identity] = number
        yield number, node


def _drawn(source: Source, numbers: dict[str, int]) -> Iterator[_Drawn]:
    for edge in edges(source.connection, source.scope):
        unusual = [how for how in (edge.polarity, edge.modality) if how not in ("affirmed", "actual")]
        label = f"{edge.relation} ({', '.join(unusual)})" if unusual else edge.relation
        relation = source.codebook.relations.get(edge.relation)
        fields: dict[str, Value] = {name: getattr(edge, name) for name in EDGE_FIELDS if name != "valence"}
        fields["valence"] = _SIGNS[relation.valence] if relation else None
        yield _Drawn(numbers[edge.subject], numbers[edge.object], label, edge, fields)


def _node_fields(node: Node) -> dict[str, Value]:
    return {name: getattr(node, name) for name in NODE_FIELDS}


def _data(prefix: str, fields: dict[str, Value]) -> str:
    known = ((name, value) for name, value in fields.items() if value is not None)
    return "".join(f'<data key="{prefix}_{name}">{escape(_xml(str(value)))}</data>' for name, value in known)


def _declare(stream: TextIO, owner: str, fields: dict[str, Kind]) -> None:
    stream.write(f'<attributes class="{owner}" mode="static">\n')
    for number, (name, kind) in enumerate(fields.items()):
        stream.write(f'<attribute id="{owner[0]}{number}" title="{name}" type="{_GEXF_KINDS[kind]}"/>\n')
    stream.write("</attributes>\n")


_GEXF_KINDS: dict[Kind, str] = {"string": "string", "int": "integer", "double": "double"}


def _values(declared: dict[str, Kind], fields: dict[str, Value]) -> str:
    owner = "n" if declared is NODE_FIELDS else "e"
    numbered = ((f"{owner}{number}", fields[name]) for number, name in enumerate(declared))
    known = [
        f'<attvalue for="{key}" value={quoteattr(_xml(str(value)))}/>' for key, value in numbered if value is not None
    ]
    return f"<attvalues>{''.join(known)}</attvalues>"


def _spell(edge: Edge) -> str:
    """From the first to the last day, where both are whole days; without, the edge is always there."""
    if edge.first and edge.last and _DAY.fullmatch(edge.first) and _DAY.fullmatch(edge.last):
        return f' start="{edge.first}" end="{edge.last}"'
    return ""


def _xml(text: str) -> str:
    """The text without the characters that no XML file may have."""
    return _NOT_XML.sub("", text)
