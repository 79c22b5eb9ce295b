"""Puts the cast of a document together: candidates, links, voices and pronouns."""

from __future__ import annotations

from collections import Counter, defaultdict

from sayso.actors.candidates import Candidate, find_candidates
from sayso.actors.cast import Cast
from sayso.actors.folding import fold
from sayso.actors.links import Key, link
from sayso.actors.phrases import LONGEST, without_determiner, wordings
from sayso.actors.pronouns import first_person, third_person
from sayso.actors.registry import Registry
from sayso.actors.voices import READER, Voices, find_voices
from sayso.language import Parsed
from sayso.model import Actor, Mention


def find_actors(parsed: Parsed, registry: Registry) -> Cast:
    """The actors of a document and every mention of them. Pure; equal input gives equal output."""
    text = parsed.document.text
    voices = find_voices(parsed, registry)
    candidates = find_candidates(parsed, registry)
    links = link(candidates, text, registry, voices)
    groups: dict[Key, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        for key in links.of(candidate):
            groups[key].append(candidate)
    names = {key: _names(key, group, text, registry) for key, group in groups.items()}
    labels = _labels(names)
    actors = {
        labels[key]: Actor(type=_type(key, group, registry), names=names[key], registry=_registry_id(key))
        for key, group in groups.items()
    }
    actors, labels = _with_voices(voices, registry, actors, labels)
    mentions = [_mention(c, tuple(labels[key] for key in links.of(c))) for c in candidates]
    home = labels.get(("registry", voices.state or "")) or _home(voices, registry, actors)
    mentions += _pronouns(parsed, mentions, actors, voices, home)
    return Cast(actors, sorted(mentions, key=lambda m: (m.start, -m.end, m.head)), voices.by_sentence)


def _mention(c: Candidate, actors: tuple[str, ...]) -> Mention:
    kind = "name" if c.name is not None else "nominal"
    return Mention(start=c.phrase.start, end=c.phrase.end, head=c.head.start, kind=kind, actors=actors)


def _home(voices: Voices, registry: Registry, actors: dict[str, Actor]) -> str | None:
    """The state for which the voice speaks, added to the actors where the text never names it."""
    if voices.state is None:
        return None
    entry = registry.entries[voices.state]
    actors.setdefault(entry.name, Actor(type="state", names=(entry.name,), registry=entry.id))
    return entry.name


def _names(key: Key, group: list[Candidate], text: str, registry: Registry) -> tuple[str, ...]:
    """Every string by which the text names the actor, the most usual first, and its name in the registry."""
    count: Counter[str] = Counter()
    for c in group:
        parts = [c.phrase.tokens, without_determiner(c.phrase.tokens)]
        parts += [c.phrase.core] if c.name is not None else [w for w in wordings(c.phrase) if len(w) <= LONGEST]
        count.update({c.spelled(part, text): None for part in parts}.keys())
    names = sorted(count, key=lambda n: (-count[n], len(n), n))
    if key[0] == "registry":
        names.insert(0, registry.entries[key[1]].name)
    return tuple(dict.fromkeys(names))


def _labels(names: dict[Key, tuple[str, ...]]) -> dict[Key, str]:
    """One distinct label for each actor: its first name that is nobody else's."""
    taken: set[str] = set()
    labels = {}
    for key, own in names.items():
        usable = [n for n in own if n not in taken] or [f"{own[0]} ({key[0]} {len(taken)})"]
        stripped = next((n for n in usable if fold(n) == n.casefold()), usable[0])
        labels[key] = usable[0] if key[0] == "registry" else stripped
        taken.add(labels[key])
    return labels


def _type(key: Key, group: list[Candidate], registry: Registry) -> str:
    if key[0] == "registry":
        return registry.entries[key[1]].type
    return "people" if key[0] == "people" else Counter(c.type for c in group).most_common(1)[0][0]


def _registry_id(key: Key) -> str | None:
    return key[1] if key[0] == "registry" else None


def _with_voices(
    voices: Voices, registry: Registry, actors: dict[str, Actor], labels: dict[Key, str]
) -> tuple[dict[str, Actor], dict[Key, str]]:
    """Gives the actor who speaks in each sentence the very name that the document's metadata have."""
    voice = voices.own
    known = registry.lookup(voice)
    wanted = fold(voice)
    match = next(
        (label for label, a in actors.items() if known and known.form == "name" and a.registry == known.entry.id),
        next((label for label, a in actors.items() if wanted in map(fold, a.names)), None),
    )
    renamed = {(voice if label == match else label): actor for label, actor in actors.items()}
    if match is None:
        renamed[voice] = Actor(type=known.entry.type if known else "organisation", names=(voice,))
    elif voice not in renamed[voice].names:
        old = renamed[voice]
        renamed[voice] = Actor(type=old.type, names=(*old.names, voice), registry=old.registry)
    if READER in voices.by_sentence:
        renamed.setdefault(READER, Actor(type="person", names=(READER,)))
    return renamed, {key: voice if label == match else label for key, label in labels.items()}


def _pronouns(
    parsed: Parsed, mentions: list[Mention], actors: dict[str, Actor], voices: Voices, home: str | None
) -> list[Mention]:
    heads = {m.head: m for m in mentions}
    person: str | None = None
    found = []
    for token in parsed.tokens:
        mention = heads.get(token.start)
        if mention is not None and mention.actors and actors[mention.actors[0]].type == "person":
            person = mention.actors[0]
        if mention is not None:
            continue
        who: tuple[str, ...] = ()
        if first_person(token):
            voice = voices.by_sentence[token.sentence.index]
            who = (home,) if home and voice == voices.own and token.lower not in ("i", "me", "my", "mine", "myself") else (voice,)
        elif (kind := third_person(token)) is None:
            continue
        elif kind == "person" and person is not None:
            who = (person,)
        found.append(Mention(start=token.start, end=token.end, head=token.start, kind="pronoun", actors=who))
    return found
