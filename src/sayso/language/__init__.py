"""Document -> Parsed: sentences, words, heads, named entities. The only place that knows the parser library."""

from sayso.language.dictionary import Dictionary, WordClass
from sayso.language.engine import DEFAULT_MODEL, Parser, load_parser
from sayso.language.parsed import Parsed, Sentence, Token

__all__ = [
    "DEFAULT_MODEL",
    "Dictionary",
    "Parsed",
    "Parser",
    "Sentence",
    "Token",
    "WordClass",
    "load_parser",
]
