"""Claims for people and for other programs: as sentences, as tables, and in colour on a terminal.

`sayso.exports.terminal` needs rich and is imported only where something is drawn.
"""

from sayso.exports.sentences import chain, claim_clause, quotation, sentence
from sayso.exports.tables import Cell, Row, write_csv, write_json, write_jsonl

__all__ = ["Cell", "Row", "chain", "claim_clause", "quotation", "sentence", "write_csv", "write_json", "write_jsonl"]
