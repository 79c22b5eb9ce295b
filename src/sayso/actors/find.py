"""Puts the cast of a document together: candidates, links, pronouns, voices, and a name for each actor."""

from __future__ import annotations

from collections import Counter, defaultdict

from sayso.actors.candidates import Candidate, find_candidates
from sayso.actors.cast import Cast
from sayso.actors.folding import fold
from sayso.actors.links import Key, Links, join_owned, link
from sayso.actors.nominals import Roles
from sayso.actors.offices import join_offices
from sayso.actors.phrases import (
    LONGEST,
    counted,
    joined,
    last_of_joined,
    longer,
    nearby,
    without_determiner,
    without_verb,
)
from sayso.actors.pronouns import find_pronouns
from sayso.actors.registry import Registry
from sayso.actors.shown import Shown
from sayso.actors.voices import READER, READER_KEY, Voices, find_voices
from sayso.language import Parsed, Token
from sayso.model import Mention


def find_actors(parsed: Parsed, registry: Registry) -> Cast:
    """The actors of a document and every mention of them. Pure; equal input gives equal output."""
    text = parsed.document.text
    voices = find_voices(parsed, registry)
    candidates = find_candidates(parsed, registry)
    links = link(candidates, text, registry, voices)
    join_offices(candidates, links, registry, voices, parsed.document)
    voice = _voice_key(voices, registry, _groups(candidates, links))
    pronouns = find_pronouns(parsed, candidates, links, voices, voice, registry.roles)
    renamed = join_owned(candidates, dict(pronouns), links, registry)
    pronouns = [(token, _followed(keys, renamed)) for token, keys in pronouns]
    groups = _groups(candidates, links)
    used = {k: None for _, keys in pronouns for k in keys}
    reader = [READER_KEY] if READER in voices.by_sentence else []
    for key in [voice, *reader, *used]:
        groups.setdefault(key, [])
    names = {key: _names(key, group, links, text, registry) for key, group in groups.items()}
    if voices.own not in names[voice]:
        names[voice] = (*names[voice], voices.own)
    labels = _labels(names, links.labels | {voice: voices.own})
    mentions = [_mention(c, links.of(c), labels) for c in candidates]
    mentions += [
        Mention(start=t.start, end=t.end, head=t.start, kind="pronoun", actors=tuple(labels[k] for k in keys))
        for t, keys in pronouns
    ]
    actors = {}
    for key, group in groups.items():
        own_type = voices.type if key == voice and key[0] != "registry" else None
        shown = Shown(key, group, names[key], own_type or _type(key, group, registry))
        actors[labels[key]] = shown.actor(labels[key], parsed.document, registry)
    own_names = {c.head.start: c.name.span for c in candidates if c.name is not None and c.name.is_full}
    return Cast(actors, sorted(mentions, key=lambda m: (m.start, -m.end, m.head)), voices.by_sentence, own_names)


def _followed(keys: tuple[Key, ...], renamed: dict[Key, set[Key]]) -> tuple[Key, ...]:
    """The keys of a pronoun after its antecedents got others; none where they went different ways."""
    return tuple(new for key in keys for new in _only(renamed.get(key, {key})))


def _only(keys: set[Key]) -> set[Key]:
    return keys if len(keys) == 1 else set()


def _groups(candidates: list[Candidate], links: Links) -> dict[Key, list[Candidate]]:
    groups: dict[Key, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        for key in links.of(candidate):
            groups[key].append(candidate)
    return groups


def _mention(c: Candidate, keys: tuple[Key, ...], labels: dict[Key, str]) -> Mention:
    return Mention(
        start=c.phrase.start,
        end=c.phrase.end,
        head=c.head.start,
        kind="name" if c.name is not None else "nominal",
        actors=tuple(labels[key] for key in keys),
    )


def _voice_key(voices: Voices, registry: Registry, groups: dict[Key, list[Candidate]]) -> Key:
    """The actor of the text whose words the document gives, or a new one where the text does not mention it."""
    known = registry.lookup(voices.own)
    if known is not None and known.form == "name":
        return ("registry", known.entry.id)
    wanted = fold(voices.own)
    same = [k for k, group in groups.items() if any(fold(_core(c)) == wanted for c in group)]
    surname = [
        k
        for k, group in groups.items()
        if any(c.type == "person" and c.name and fold(_core(c)).split()[-1:] == wanted.split() for c in group)
    ]
    if same or len(surname) == 1:
        return (same or surname)[0]
    return ("voice", voices.own)


def _core(candidate: Candidate) -> str:
    return " ".join(t.text for t in candidate.phrase.core)


def _names(key: Key, group: list[Candidate], links: Links, text: str, registry: Registry) -> tuple[str, ...]:
    """Every string by which the text names the actor, the most usual first, and its name in the registry."""
    count: Counter[str] = Counter()
    for c in group:
        if c.name is not None or len(links.of(c)) == 1:
            parts = [part for part in _parts(c, registry.roles) if 0 < len(part) <= LONGEST]
            count.update(sorted({c.spelled(part, text) for part in parts}))
    names = sorted(count, key=lambda n: (-count[n], len(n), n))
    if key[0] == "registry":
        names.insert(0, registry.entries[key[1]].name)
    elif not names:
        names.append(registry.entries[key[1]].name + " people" if key[0] == "people" else key[1])
    return tuple(dict.fromkeys(names))


def _parts(c: Candidate, roles: Roles) -> list[list[Token]]:
    """The wordings under which a mention may be quoted, as words of the text."""
    parts = [c.phrase.tokens, without_determiner(c.phrase.tokens)]
    if c.name is not None:
        return [*parts, c.phrase.core, c.titled()]
    more = [counted(c.phrase, roles.lists.quantities), joined(c.phrase), nearby(c.phrase), last_of_joined(c.phrase)]
    more.append(without_verb(c.phrase))
    return [*parts, *longer(c.phrase), *more]


def _labels(names: dict[Key, tuple[str, ...]], given: dict[Key, str]) -> dict[Key, str]:
    """One distinct label for each actor: the one it is given, or its first name that is nobody else's."""
    labels = {**given, READER_KEY: READER}
    taken = set(labels.values())
    for key, own in names.items():
        if key in labels:
            continue
        usable = [n for n in own if n not in taken] or [f"{own[0]} ({len(taken)})"]
        whole = [n for n in usable if key[0] in ("nominal", "name") and fold(n) == key[1]] or usable
        short = next((n for n in whole if fold(n) == n.casefold()), whole[0])
        labels[key] = usable[0] if key[0] == "registry" else short
        taken.add(labels[key])
    return labels


def _type(key: Key, group: list[Candidate], registry: Registry) -> str:
    if key[0] == "registry":
        return registry.entries[key[1]].type
    if key[0] in ("people", "reader"):
        return "people" if key[0] == "people" else "person"
    return Counter(c.type for c in group).most_common(1)[0][0] if group else "organisation"
