"""What would it cost and save to leave sentences out that can hardly hold a claim? Tries some gates on annotated texts.

    python benchmarks/gate.py [--gold FOLDER...] [--documents N]

A gate is given what is known of a sentence before it is parsed (its words, their lemmas and tags) and says whether it
passes; what does not pass is left out before actors, attributions and claims are looked for. For each gate: the share
of words that pass, the share of annotated claims of whose evidence nothing passes, how right the claims are that are
found (relation F1), and the CPU seconds of all that comes after the parser. What was made of it stands in
docs/decisions/0028-no-gate-before-the-parser.md.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from annotated import annotated
from baseline import SHARED
from sayso.actors.nominals import Roles, load_roles
from sayso.attribution import Cues
from sayso.attribution.quotes import find_quotations
from sayso.claims import Codebook
from sayso.claims.codebook import PartOfSpeech
from sayso.evaluation import evaluate_rows
from sayso.language import Parsed, Parser, Sentence, Token
from sayso.model import Document
from sayso.resources import Resources, load_resources

_SIGNS = frozenset("\"“”„‟«»‹›:`'‘")
_CLASSES: dict[str, PartOfSpeech] = {
    "VERB": "verb",
    "AUX": "verb",
    "NOUN": "noun",
    "PROPN": "noun",
    "ADJ": "adjective",
    "ADV": "adverb",
}
_PRONOUNS = frozenset({"PRP", "PRP$"})


@dataclass(frozen=True)
class Signs:
    """What a gate may ask of a sentence; `quoted` are the words that stand in quotation marks."""

    cues: Cues
    codebook: Codebook
    roles: Roles
    quoted: frozenset[int] = frozenset()

    def says(self, sentence: Sentence) -> bool:
        """Whether a word or sign may bring in what somebody says, or the sentence stands in a quotation."""
        tokens = sentence.tokens
        return tokens[0].index in self.quoted or any(
            token.text[0] in _SIGNS or self.cues.of(token) is not None or self.cues.phrase_at(tokens, at) is not None
            for at, token in enumerate(tokens)
        )

    def does(self, sentence: Sentence) -> bool:
        """Whether a word stands in the codebook."""
        return any(self.codebook.lookup(w.lemma, _CLASSES[w.pos]) for w in sentence.tokens if w.pos in _CLASSES)

    def named(self, sentence: Sentence) -> int:
        """How many names, adjectives of names and personal pronouns there are."""
        return sum(_is_name(token) or token.tag in _PRONOUNS for token in sentence.tokens)

    def meant(self, sentence: Sentence) -> int:
        """How many words may stand for an actor: those named, and nouns for roles and groups."""
        return self.named(sentence) + sum(self.roles.type_of(token) is not None for token in sentence.tokens)


def _is_name(token: Token) -> bool:
    if token.pos == "PROPN":
        return token.sentence.tokens[0] is token or token.sentence.tokens[_place(token) - 1].pos != "PROPN"
    return token.pos == "ADJ" and token.text[0].isupper()


def _place(token: Token) -> int:
    return token.index - token.sentence.tokens[0].index


GATES: dict[str, Callable[[Signs, Sentence], bool]] = {
    "off": lambda *_: True,
    "says, or does with two meant": lambda signs, s: signs.says(s) or (signs.does(s) and signs.meant(s) > 1),
    "says, or does with one named": lambda signs, s: signs.says(s) or (signs.does(s) and signs.named(s) > 0),
    "says, or does with two named": lambda signs, s: signs.says(s) or (signs.does(s) and signs.named(s) > 1),
    "names somebody": lambda signs, s: signs.named(s) > 0,
    "says": lambda signs, s: signs.says(s),
}


@dataclass
class GatedParser:
    """A parser that leaves out what does not pass, and counts."""

    parse: Parser
    signs: Signs
    passes: Callable[[Signs, Sentence], bool]
    words: int = 0
    passed: int = 0
    seconds: float = 0.0
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def __call__(self, document: Document) -> Parsed:
        start = time.process_time()
        parsed = self.parse(document)
        quoted = frozenset(at for q in find_quotations(parsed) for at in range(q.first, q.last + 1))
        signs = replace(self.signs, quoted=quoted)
        kept = without(parsed, lambda sentence: self.passes(signs, sentence))
        self.words += len(parsed.tokens)
        self.passed += len(kept.tokens)
        self.spans[document.id] = [(sentence.start, sentence.end) for sentence in kept.sentences]
        self.seconds += time.process_time() - start
        return kept


def without(parsed: Parsed, keeps: Callable[[Sentence], bool]) -> Parsed:
    """A copy with those sentences alone that are kept, numbered anew."""
    kept = Parsed(parsed.document, [], [])
    for old in filter(keeps, parsed.sentences):
        sentence = Sentence([], old.passage, old.paragraph, len(kept.sentences))
        first, before = len(kept.tokens), old.tokens[0].index
        for word in old.tokens:
            token = Token(len(kept.tokens), word.start, word.end, word.text, word.lemma, word.pos, word.tag, word.dep,
                          word.entity)  # fmt: skip
            token.sentence = sentence
            sentence.tokens.append(token)
            kept.tokens.append(token)
        for word, token in zip(old.tokens, sentence.tokens, strict=True):
            token.head = kept.tokens[first + word.head.index - before]
            token.children = [kept.tokens[first + child.index - before] for child in word.children]
        kept.sentences.append(sentence)
    return kept


def main(arguments: list[str] | None = None) -> int:
    """Prints a table for each set of annotated texts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--gold", nargs="+", default=["gold/train", "gold/dev"], help="folders of the research data")
    parser.add_argument("--documents", type=int, metavar="N", help="only the first N of each")
    options = parser.parse_args(arguments)
    if not SHARED.is_dir():
        print(f"gate: not measured, since the research data are not here ({SHARED})")
        return 0
    resources = load_resources()
    resources = replace(resources, parse=_once(resources.parse))
    for gold in options.gold:
        rows = annotated(SHARED / gold)[: options.documents]
        print(f"\n{gold}: {len(rows)} documents\n  {'gate':32s} {'words':>6s} {'lost':>6s} {'F1':>6s} {'seconds':>8s}")
        for name in GATES:
            print(f"  {name:32s} " + " ".join(_tried(name, rows, resources)), flush=True)
    return 0


def _once(parse: Parser) -> Parser:
    """The same parser, which keeps what it made of each document: later gates need not wait for it again."""
    made: dict[str, Parsed] = {}

    def parse_once(document: Document) -> Parsed:
        if document.id not in made:
            made[document.id] = parse(document)
        return made[document.id]

    return parse_once


def _tried(name: str, rows: Sequence[dict[str, Any]], resources: Resources) -> list[str]:
    signs = Signs(resources.cues, resources.codebook, load_roles())
    gated = GatedParser(resources.parse, signs, GATES[name])
    start = time.process_time()
    report = evaluate_rows("claims", rows, replace(resources, parse=gated))
    seconds = time.process_time() - start - gated.seconds
    claims = [(row["id"], claim["evidence"]) for row in rows for claim in row["claims"]]
    lost = sum(not _passes(evidence, gated.spans[document]) for document, evidence in claims)
    relation = report.figures["relation"]["f1"]
    return [f"{gated.passed / gated.words:6.3f}", f"{lost / len(claims):6.3f}", f"{relation:6.3f}", f"{seconds:8.1f}"]


def _passes(evidence: Sequence[Sequence[int]], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < last and first < end for first, last in evidence for start, end in spans)


if __name__ == "__main__":
    sys.exit(main())
