"""Figures for the actors of documents, whose gold is the actors that stand in annotated claims.

    candidates    the actors with a mention, a pronoun among them
    shown         those that a claim has for its subject or object, and those likely to take part in one that was missed
    both          the share of gold claims whose subject and object are both mentioned in the sentences of one of their
                  evidence spans, by a pronoun too; those on whose word a sentence stands count as mentioned there
    third_person  see `sayso.evaluation.pronouns`; only where gold says whom pronouns mean
    taking_part   the figures of the candidates whose chance of taking part in a claim reaches a threshold, for each
                  threshold; nothing where the analysis gives no chances

An actor fits the gold actor with which it shares most names. `p` is the share of actors that fit a gold actor that
stands in claims (many of the others are real, but nobody claims anything of them), `r` the share of those gold actors
that one fits, and `f1` counts one-to-one: where two actors fit the same gold actor, the second is one too many.

Two counts tell where recall is lost. `by_type` takes the type from the actor that fits or, for a gold actor that is
missed, from those mentioned at its names; it is 'unseen' where none is. `by_kind` counts for each subject and object
of gold claims whether it is mentioned in the sentences of the evidence, by how gold's wordings stand there: as a
'name', as a 'nominal' ('the rebels'), or neither ('pronoun': also the speaker, or somebody of an earlier sentence).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sayso.evaluation import pronouns
from sayso.evaluation.counting import ratios
from sayso.evaluation.names import ActorMap, fold
from sayso.evaluation.rows import Row

LEVELS = ("candidates", "shown")
CHANCE = "chance"
"""The field of an actor that holds its chance of taking part in a claim, where it has one."""
THRESHOLDS = tuple(step / 10 for step in range(1, 10))
UNSEEN = "unseen"
_ROLES = ("subject", "object")
_NOTHING: Row = {"cast": {"actors": {}, "mentions": [], "sentences": [], "shown": []}}
_SHORT = 4
"""Words of a name that are shorter than this may be in lower case ('of', 'the')."""


def score_actors(gold: Sequence[Row], predicted: Sequence[Row]) -> dict[str, Any]:
    """The figures above, JSON-ready.

    A predicted row holds `id` and `cast`: `actors` and `mentions` as in the model (a 'we' that is quoted stands for
    the quoted), `shown` with keys of actors, and `sentences`, each as `[start, end, holder, ...]` with the keys of
    those on whose word it stands. Rows are joined by `id`; a gold document without prediction counts as one without
    actors.
    """
    by_id = {row["id"]: row for row in predicted}
    documents = [_Document(row, by_id.get(row["id"], _NOTHING)) for row in gold]
    claims = [standing for document in documents for standing in document.standings()]
    answers = [a for row in gold for a in pronouns.judged(row, by_id.get(row["id"], _NOTHING)["cast"])]
    both = sum(all(found for _, found in roles) for roles in claims)
    return {
        "candidates": _figures(document.count(document.fits) for document in documents),
        "shown": _figures(document.count(document.shown) for document in documents),
        "both": {"share": round(both / len(claims), 4) if claims else None, "found": both, "gold": len(claims)},
        "third_person": pronouns.figures(answers),
        "taking_part": _curve(documents),
        "by_type": _summed(document.types() for document in documents),
        "by_kind": _kinds(role for roles in claims for role in roles),
        "by_word": pronouns.by_word(answers),
        "documents": {"gold": len(gold), "pred": len({row["id"] for row in gold} & by_id.keys())},
    }


def lines(figures: Mapping[str, Any], *, details: bool = False) -> list[str]:
    """The figures as printed; with `details` also those of thresholds, types, kinds and single pronouns."""
    documents, both = figures["documents"], figures["both"]
    share = "-" if both["share"] is None else f"{both['share']:.3f}"
    rows = [f"documents: {documents['pred']} of {documents['gold']} predicted"]
    rows += [_line(level, figures[level]) for level in LEVELS]
    rows.append(f"{'both':16s} {share}   ({both['found']} of {both['gold']} gold claims)")
    if figures["by_word"]:
        rows.append(pronouns.line("third_person", figures["third_person"]))
    return [*rows, *map("  {}".format, _details(figures))] if details else rows


def _details(figures: Mapping[str, Any]) -> Iterator[str]:
    for threshold, found in figures["taking_part"].items():
        yield _line(f"chance {threshold}", found)
    for name, count in figures["by_type"].items():
        yield "{:16s} {found} of {gold} found, {fitting} of {pred} fit".format(name, **count)
    for kind, count in figures["by_kind"].items():
        yield f"as {kind:13s} {count['found']} of {count['gold']} in the sentences of the evidence"
    if figures["by_word"]:
        yield pronouns.verdict_line(figures["third_person"])
    for word, found in figures["by_word"].items():
        yield pronouns.line(word, found)


def _line(name: str, figures: Mapping[str, Any]) -> str:
    row = "{:16s} P {p:.3f}  R {r:.3f}  F1 {f1:.3f}   ({fitting} of {pred} fit, {found} of {gold} gold found)"
    return row.format(name, **figures)


class _Document:
    """The actors of one document in gold names."""

    def __init__(self, gold: Row, predicted: Row) -> None:
        cast = predicted["cast"]
        self._gold, self._mentions, self._sentences = gold, cast["mentions"], cast["sentences"]
        self.actors: Mapping[str, Any] = cast["actors"]
        self.gold_key = ActorMap(gold, cast)
        self.wanted = {claim[role] for claim in gold["claims"] for role in _ROLES} & set(gold["actors"])
        self.fits = {key: self.gold_key(key) for mention in self._mentions for key in mention["actors"]}
        self.shown: Sequence[str] = cast["shown"]

    def count(self, keys: Iterable[str]) -> dict[str, int]:
        """How many of these actors fit a wanted one, and how many of the wanted ones are found."""
        fits = [self.gold_key(key) for key in keys]
        return {
            "fitting": sum(gold in self.wanted for gold in fits),
            "pred": len(fits),
            "found": len(self.wanted & set(fits)),
            "gold": len(self.wanted),
        }

    def likely(self, threshold: float) -> list[str]:
        """The candidates whose chance of taking part in a claim reaches the threshold."""
        return [key for key in self.fits if (self.actors[key].get(CHANCE) or 0.0) >= threshold]

    def types(self) -> dict[str, dict[str, int]]:
        """`count` for each type of actor."""
        types: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for key, gold in self.fits.items():
            types[self.actors[key]["type"]].update(pred=1, fitting=int(gold in self.wanted))
        for gold in self.wanted:
            fitting = [key for key, fit in self.fits.items() if fit == gold]
            types[self._type(fitting or self._mentioned_at(gold))].update(gold=1, found=int(bool(fitting)))
        return {name: dict(count) for name, count in types.items()}

    def _type(self, keys: Collection[str]) -> str:
        count = Counter(self.actors[key]["type"] for key in keys)
        return min(count, key=lambda name: (-count[name], name), default=UNSEEN)

    def _mentioned_at(self, gold: str) -> list[str]:
        """The actors mentioned where the text has a wording of this gold actor."""
        pattern = "|".join(re.escape(wording) for wording in _wordings(self._gold, gold))
        spans = [match.span() for match in re.finditer(rf"\b(?:{pattern})\b", self._gold["text"])]
        inside = [m for m in self._mentions if any(start <= m["head"] < end for start, end in spans)]
        return [key for mention in inside for key in mention["actors"]]

    def standings(self) -> Iterator[list[tuple[str, bool]]]:
        """For each gold claim its subject's and object's kind, and whether they are mentioned with the evidence.

        Where a claim has several evidence spans, those words count that have most of the two.
        """
        for claim in self._gold["claims"]:
            spans = [self._standing(claim, start, end) for start, end in claim["evidence"]]
            yield max(spans, key=lambda roles: sum(found for _, found in roles), default=[("pronoun", False)] * 2)

    def _standing(self, claim: Mapping[str, Any], start: int, end: int) -> list[tuple[str, bool]]:
        sentences = [(s, e, holders) for s, e, *holders in self._sentences if s < end and start < e]
        here = {self.gold_key(holder) for _, _, holders in sentences for holder in holders}
        for mention in self._mentions:
            if any(s <= mention["head"] < e for s, e, _ in sentences):
                here.update(map(self.gold_key, mention["actors"]))
        text = " ".join(self._gold["text"][s:e] for s, e, _ in sentences)
        return [(self._kind(claim[role], text), claim[role] in here) for role in _ROLES]

    def _kind(self, gold: str, text: str) -> str:
        padded = f" {fold(text)} "
        standing = [w for w in _wordings(self._gold, gold) if f" {fold(w)} " in padded]
        return "name" if any(map(_is_name, standing)) else "nominal" if standing else "pronoun"


def _wordings(row: Row, key: str) -> list[str]:
    actor = row["actors"].get(key, [])
    return [key, *(actor["names"] if isinstance(actor, Mapping) else actor)]


def _is_name(wording: str) -> bool:
    words = wording.split()
    return any(w[0].isupper() for w in words) and all(w[0].isupper() or len(w) < _SHORT for w in words)


def _figures(counts: Iterable[Mapping[str, int]]) -> dict[str, float]:
    total = Counter(fitting=0, pred=0, found=0, gold=0)
    for count in counts:
        total.update(count)
    p, r, _ = ratios(total["fitting"], total["pred"], total["found"], total["gold"])
    f1 = ratios(total["found"], total["pred"], total["found"], total["gold"])[2]
    return {"p": round(p, 4), "r": round(r, 4), "f1": round(f1, 4), **total}


def _curve(documents: Sequence[_Document]) -> dict[str, dict[str, float]]:
    if not any(actor.get(CHANCE) is not None for document in documents for actor in document.actors.values()):
        return {}
    return {str(t): _figures(document.count(document.likely(t)) for document in documents) for t in THRESHOLDS}


def _summed(parts: Iterable[Mapping[str, Mapping[str, int]]]) -> dict[str, dict[str, int]]:
    total: defaultdict[str, Counter[str]] = defaultdict(lambda: Counter(found=0, gold=0, fitting=0, pred=0))
    for part in parts:
        for name, count in part.items():
            total[name].update(count)
    return {name: dict(total[name]) for name in sorted(total)}


def _kinds(roles: Iterable[tuple[str, bool]]) -> dict[str, dict[str, int]]:
    total = {kind: Counter(found=0, gold=0) for kind in ("name", "nominal", "pronoun")}
    for kind, found in roles:
        total[kind].update(gold=1, found=int(found))
    return {kind: dict(count) for kind, count in total.items()}
