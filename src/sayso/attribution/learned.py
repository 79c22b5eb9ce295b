"""The learned engine: what tagger, linker and judge make of a parsed document and of the rules' own drafts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import numpy as np

from sayso.attribution.cues import Cues
from sayso.attribution.drafts import Draft
from sayso.attribution.forest import Forest
from sayso.attribution.judging import CANDIDATE_FEATURES, candidates, judge
from sayso.attribution.linking import PAIR_FEATURES, link
from sayso.attribution.pieces import FOLDER
from sayso.attribution.scenes import Scene
from sayso.attribution.tagger import Fragment, Tagged, Tagger
from sayso.language import Parsed, Sentence, Token
from sayso.model import Span

_SIGNS = frozenset("\"“”„‟«»‹›:`'‘")


class Learned:
    """Tagger, linker and judge with the weights of a folder. Raises ModelError where they are missing or broken."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._tagger = Tagger(folder)
        self._linker = Forest(folder / "linker.json", PAIR_FEATURES)
        self._judge = Forest(folder / "judge.json", CANDIDATE_FEATURES)

    def __call__(self, parsed: Parsed, rules: Sequence[Draft], cues: Cues) -> list[Draft]:
        """The drafts that stay of what the rules and the tagger propose."""
        scene = Scene(parsed, tag(parsed, cues, self._tagger))
        linked = link(scene, rules, cues, self._linker)
        return judge(candidates(scene, rules, linked, cues), scene, cues, self._judge)


def tag(parsed: Parsed, cues: Cues, tagger: Tagger) -> Tagged:
    """What the tagger makes of the paragraphs that may hold an attribution; of each commenter's words by themselves."""
    text = parsed.document.text
    found = Tagged([], [], [], np.zeros((0, 7), np.float32))
    for start, end in _stretches(parsed, cues):
        tagged = tagger(text[start:end])
        found.fragments.extend(Fragment(f.role, f.start + start, f.end + start, f.score) for f in tagged.fragments)
        found.starts.extend(place + start for place in tagged.starts)
        found.ends.extend(place + start for place in tagged.ends)
        found = found._replace(chances=np.concatenate([found.chances, tagged.chances]))
    return found


def _stretches(parsed: Parsed, cues: Cues) -> Iterator[Span]:
    """Runs of paragraphs that are read in one go."""
    paragraphs = [list(group) for _, group in groupby(parsed.sentences, key=lambda s: s.paragraph)]
    for company, group in groupby(paragraphs, key=lambda sentences: _company(sentences, cues)):
        together = list(group)
        if company is not None:
            yield together[0][0].start, together[-1][-1].end


def _company(sentences: Sequence[Sentence], cues: Cues) -> int | None:
    """Equal for paragraphs that are read together; None for those without a word or sign that might bring in speech."""
    if not any(_may_say(sentence.tokens, cues) for sentence in sentences):
        return None
    passage = sentences[0].passage
    return passage.start if passage.voice == "comment" else -1


def _may_say(tokens: list[Token], cues: Cues) -> bool:
    return any(
        token.text[0] in _SIGNS or cues.of(token) is not None or cues.phrase_at(tokens, at)
        for at, token in enumerate(tokens)
    )
