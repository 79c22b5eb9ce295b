"""The learned engine: what tagger, linker and judge make of a parsed document and of the rules' own drafts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import numpy as np

from sayso.attribution.cues import Cues
from sayso.attribution.drafts import Draft
from sayso.attribution.forest import Forest
from sayso.attribution.judging import CANDIDATE_FEATURES, candidates, judge
from sayso.attribution.linking import PAIR_FEATURES, link
from sayso.attribution.quotes import find_quotations
from sayso.attribution.scenes import Scene
from sayso.attribution.tagger import Tagged, Tagger
from sayso.attribution.weights import FOLDER
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
    """What the tagger makes of the sentences that may say something; of each commenter's words by themselves."""
    found, chances = Tagged([], [], [], np.zeros((0, 7), np.float32)), []
    quoted = {i for q in find_quotations(parsed) for i in range(q.first, q.last + 1)}
    for _, group in groupby(parsed.sentences, key=_company):
        stretches = list(_stretches(group, quoted, cues))
        if stretches:
            tagged = tagger(parsed.document.text, stretches)
            found.fragments.extend(tagged.fragments)
            found.starts.extend(tagged.starts)
            found.ends.extend(tagged.ends)
            chances.append(tagged.chances)
    return found._replace(chances=np.concatenate([found.chances, *chances]))


def _company(sentence: Sentence) -> int:
    """Equal for neighbours that are read in one go."""
    return sentence.passage.start if sentence.passage.voice == "comment" else -1


def _stretches(sentences: Iterable[Sentence], quoted: set[int], cues: Cues) -> Iterator[Span]:
    """Runs of sentences with a word or sign that may bring in speech, or inside a quotation."""
    for says, group in groupby(sentences, key=lambda s: s.tokens[0].index in quoted or _may_say(s.tokens, cues)):
        run = list(group)
        if says:
            yield run[0].start, run[-1].end


def _may_say(tokens: list[Token], cues: Cues) -> bool:
    return any(
        token.text[0] in _SIGNS or cues.of(token) is not None or cues.phrase_at(tokens, at)
        for at, token in enumerate(tokens)
    )
