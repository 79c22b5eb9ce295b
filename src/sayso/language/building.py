"""A parsed text of the parser's -> sentences and words of ours."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.language.forms import Form
from sayso.language.parsed import Sentence, Token
from sayso.language.pipeline import ParsedText
from sayso.language.stretches import Stretch

_COLUMNS = ["IDX", "LENGTH", "HEAD", "SENT_START", "IS_SPACE"]


def append(
    parsed: ParsedText, forms: Sequence[Form], stretch: Stretch, sentences: list[Sentence], tokens: list[Token]
) -> None:
    """Appends the sentences and words of one parsed stretch; white space is no word."""
    offsets, lengths, heads, begins, spaces = parsed.doc.to_array(_COLUMNS).astype("int64").T.tolist()
    made: list[Token | None] = []
    sentence: Sentence | None = None
    for place, (lemma, pos, tag, dep) in enumerate(forms):
        if begins[place] == 1:
            sentence = None
        if spaces[place]:
            made.append(None)
            continue
        if sentence is None:
            sentence = Sentence([], stretch.passage, stretch.paragraph, len(sentences))
            sentences.append(sentence)
        start = offsets[place]
        end = start + lengths[place]
        token = Token(
            len(tokens), stretch.start + start, stretch.start + end, stretch.text[start:end],
            lemma, pos, tag, dep, parsed.entities[place],
        )  # fmt: skip
        token.sentence = sentence
        sentence.tokens.append(token)
        tokens.append(token)
        made.append(token)
    _hang(made, heads)


def _hang(made: Sequence[Token | None], heads: Sequence[int]) -> None:
    """Gives each word its head, past white space; `heads` are places counted from each word's own."""
    for place, token in enumerate(made):
        if token is None:
            continue
        at = place + heads[place]
        while made[at] is None and heads[at]:
            at += heads[at]
        token.head = head = made[at] or token
        if head is not token:
            head.children.append(token)
