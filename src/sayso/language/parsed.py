"""What the later steps know of grammar: words in sentences, each with its head. No parser library beyond this point."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sayso.model import Document, Passage


@dataclass(slots=True, eq=False, repr=False)
class Token:
    """A word. `index` counts from 0 over the whole document; `start` and `end` are character offsets in its text.

    `pos` is the universal part of speech, `tag` the Penn tag, `dep` the label of the arc from `head` (ClearNLP labels);
    a sentence's root has dep 'ROOT' and is its own head. `entity` is the NER type with 'B-' or 'I-', '' outside.
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    entity: str
    head: Token = field(init=False)
    children: list[Token] = field(init=False, default_factory=list)
    sentence: Sentence = field(init=False)

    def __repr__(self) -> str:
        return f"Token({self.index}, {self.text!r}, {self.pos}, {self.dep})"

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    def child(self, *deps: str) -> Token | None:
        """The first child on one of these arcs, in the order of the text."""
        return next((c for c in self.children if c.dep in deps), None)

    def childs(self, *deps: str) -> list[Token]:
        """All children on one of these arcs, in the order of the text."""
        return [c for c in self.children if c.dep in deps] if self.children else []

    def ancestors(self) -> Iterator[Token]:
        """The head, its head, and so on up to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def subtree(self) -> list[Token]:
        """This word and all that depend on it, in the order of the text."""
        found, stack = [], [self]
        while stack:
            token = stack.pop()
            found.append(token)
            stack.extend(token.children)
        found.sort(key=lambda t: t.index)
        return found


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence: its words, the passage it stands in, and the number of its paragraph (from 0 over the document)."""

    tokens: list[Token]
    passage: Passage
    paragraph: int
    index: int = 0

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.tokens[-1].end

    @property
    def root(self) -> Token:
        """The word that depends on no other."""
        return next((t for t in self.tokens if t.head is t), self.tokens[0])


@dataclass(slots=True, eq=False)
class Parsed:
    """A document with the grammar of those of its passages that are in a language we parse."""

    document: Document
    sentences: list[Sentence]
    tokens: list[Token]

    def tokens_in(self, start: int, end: int) -> Sequence[Token]:
        """The words that lie wholly or partly between two offsets."""
        first = bisect_left(self.tokens, start + 1, key=lambda t: t.end)
        last = bisect_left(self.tokens, end, key=lambda t: t.start)
        return self.tokens[first:last]

    def token_at(self, offset: int) -> Token | None:
        """The word that covers this offset, if one does."""
        hit = self.tokens_in(offset, offset + 1)
        return hit[0] if hit else None
