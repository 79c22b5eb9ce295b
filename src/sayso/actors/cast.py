"""The cast of one document: its actors and where each is mentioned."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from sayso.language import Token
from sayso.model import Actor, Mention, Span


@dataclass(slots=True)
class Cast:
    """Actors by key (the most usual name), mentions in the order of the text (they may nest; heads are distinct).

    `voices` gives, for each sentence (by `Sentence.index`), the key of the actor whose words they are before any
    attribution: the document's speaker, author or publisher, or 'reader' in a comment. `names` gives, by the start of a
    mention's head word, where in it the name alone stands; adjectives, peoples and capitals have none.
    """

    actors: dict[str, Actor]
    mentions: list[Mention]
    voices: list[str]
    names: dict[int, Span] = field(default_factory=dict)
    by_head: dict[int, Mention] = field(init=False)

    def __post_init__(self) -> None:
        self.by_head = {m.head: m for m in self.mentions}

    def at(self, token: Token) -> Mention | None:
        """The mention whose head word is this token."""
        return self.by_head.get(token.start)

    def voice_at(self, sentence: int) -> str:
        """The voice of the sentence of this index; no name where the cast knows none."""
        return self.voices[sentence] if sentence < len(self.voices) else ""

    def covering(self, offset: int) -> Mention | None:
        """The innermost mention that covers this offset."""
        last = bisect_right(self.mentions, offset, key=lambda m: m.start)
        inside = [m for m in self.mentions[max(0, last - 8) : last] if offset < m.end]
        return min(inside, key=lambda m: m.end - m.start, default=None)
