"""Which actor a source stands for."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import NamedTuple

from sayso.actors.cast import Cast
from sayso.attribution.complements import subject_of
from sayso.attribution.cues import Cues
from sayso.attribution.quotes import find_quotations
from sayso.attribution.sources import Source
from sayso.language import Parsed, Token
from sayso.model import Standing

_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_FIRST = frozenset({"i", "we"})
_PERSONAL = frozenset({"he", "she"})
_SINGULAR = _PERSONAL | {"it"}
_MEMORY = 6
"""For how many sentences 'he said' goes on meaning the last speaker named."""
_ARTICLES = frozenset({"the", "a", "an"})
_OWNERS = frozenset({"by", "from", "of", "in"})
_ON_AIR = frozenset({"broadcast", "programme", "program"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_BODIES = frozenset({"state", "armed_group", "party", "agency", "outlet", "organisation", "alliance", "company"})
_SOME = frozenset(
    {"a", "an", "another", "one", "some", "many", "several", "few", "most", "other", "certain", "various"}
)
_NUMBERS = frozenset({"number", "dozens", "scores", "hundreds", "thousands", "handful", "couple", "majority", "none"})
_OWN = frozenset({"this", "our", "my"})


class Holding(NamedTuple):
    """Whose word it is: the key of an actor, the words of the source, or None; and why it is no known actor, if so."""

    holder: str | None
    standing: Standing = "named"
    unresolved: str | None = None


NOBODY = Holding(None, "anonymous", "nobody is named")
_NO_SPEAKER = Holding(None, "named", "the source is a thing that speaks for nobody")
_LOST = Holding(None, "named", "the pronoun leads to nobody")
_UNKNOWN = "no known actor"


class Holders:
    """Turns the sources of one document into holders, in the order of the text.

    A statement, a letter or an article speaks for whoever made it: the one named with it ('a report from X', 'X issued
    a statement saying'), or, where it is only called back ('the article says'), the maker of the last one.
    """

    def __init__(self, parsed: Parsed, cast: Cast, cues: Cues) -> None:
        self._cast = cast
        self._cues = cues
        self._sentences = parsed.sentences
        self._quoted = {i for q in find_quotations(parsed) for i in range(q.first, q.last + 1)}
        made = ((t.index, self._made_by(t)) for t in parsed.tokens if cues.is_carrier(t))
        self._makers = [(index, maker) for index, maker in made if maker is not None]
        self._speakers: dict[str, tuple[Holding, int]] = {}

    def of(self, source: Source | None, parent: Holding | None = None) -> Holding:
        """The holder of a source. `parent` is that of the attribution around: 'I' inside what X says is X."""
        if source is None:
            return NOBODY
        head = _last_name(source) or _whole(_antecedent(source.head))
        found = self._found(head, parent)
        around = parent.holder if parent is not None else self._voice(head)
        if found.holder is not None and (found.holder == around or _names_the_same(head, around)):
            found = Holding(around, found.standing, found.unresolved)
        if found.holder is not None and found.holder == around:
            found = Holding(found.holder, "self", found.unresolved)
        if parent is None:
            self._remember(head, found)
        return found

    def _found(self, head: Token, parent: Holding | None) -> Holding:
        if self._cues.is_unnamed(head) and not _named_beside(head):
            return self._unnamed(head)
        if head.pos == "PRON":
            return self._pronoun(head, parent)
        if self._cues.is_own_name(head) and _is_own(head):
            return Holding(parent.holder if parent is not None else self._voice(head), "self")
        if self._cues.is_carrier(head):
            maker = self._made_by(head) or (self._last_maker(head) if _is_called_back(head) else None)
            if maker is not None:
                return Holding(maker, "named", None if maker in self._cast.actors else _UNKNOWN)
            if head.pos == "NOUN" and self._actor(head) is None:
                return self._in_words(head, "anonymous")
        return self._named(head)

    def _unnamed(self, head: Token) -> Holding:
        """'US officials' are people of their own, and not the country to which they lead."""
        key = self._actor(head)
        actor = self._cast.actors.get(key or "")
        return Holding(key, "anonymous") if actor and actor.registry is None else self._in_words(head, "anonymous")

    def _voice(self, token: Token) -> str | None:
        return self._cast.voice_at(token.sentence.index) or None

    def _pronoun(self, pronoun: Token, parent: Holding | None) -> Holding:
        word = pronoun.lower
        if parent is not None and pronoun.index in self._quoted and word in _PERSONAL:
            found = self._named(pronoun)  # Who is quoted does not call himself 'he'.
            return found if found.holder not in (parent.holder, word) else _LOST
        if parent is not None and word in _FIRST | _PERSONAL:
            return parent if parent.holder else self._named(pronoun)
        if word in _FIRST:
            return Holding(self._actor(pronoun) or self._voice(pronoun), "self")
        found = (self._recalled(pronoun) if parent is None else None) or self._named(pronoun)
        return found if found.holder is not None else self._topic(pronoun, personal=word in _PERSONAL) or found

    def _topic(self, pronoun: Token, *, personal: bool) -> Holding | None:
        """What the sentence before was about: 'she' is a person, 'it' a body or a paper."""
        index = pronoun.sentence.index
        subject = subject_of(self._sentences[index - 1].root, passive=True) if index else None
        if subject is None or not (personal or pronoun.lower == "it"):
            return None
        if self._cues.is_carrier(subject):
            return None if personal else self._found(subject, None)
        key = self._actor(subject)
        actor = self._cast.actors.get(key or "")
        fits = actor is not None and (actor.type == "person" if personal else actor.type in _BODIES)
        return Holding(key) if fits or (personal and subject.entity[2:] == "PERSON" and key) else None

    def _recalled(self, pronoun: Token) -> Holding | None:
        """Who spoke last: 'he' goes on meaning him for some sentences, 'it' in the next, 'they' if nobody else fits."""
        personal = pronoun.lower in _PERSONAL
        memory = self._speakers.get("person" if personal else "body")
        if memory is None or pronoun.sentence.index - memory[1] > (_MEMORY if personal else 1):
            return None
        return memory[0] if pronoun.lower in _SINGULAR or self._actor(pronoun) is None else None

    def _remember(self, head: Token, found: Holding) -> None:
        """Who spoke last, for 'he said' and 'it added'."""
        if found.holder is None or (head.pos == "PRON" and head.lower not in _SINGULAR):
            return
        actor = self._cast.actors.get(found.holder)
        kind = actor.type if actor is not None else "person"
        body = self._cues.is_carrier(head) or kind in _BODIES or head.lower == "it"
        # The types of names that no registry has are guesses: such a name may be 'he' as well as 'it'.
        either = head.pos == "PROPN" and (actor is None or actor.registry is None)
        for role, fits in (("body", body or either), ("person", not body or either)):
            if fits:
                self._speakers[role] = (found, head.sentence.index)

    def _named(self, head: Token) -> Holding:
        """The actor of the phrase, of its name in apposition first ('a news site, Arvel Today')."""
        if (actor := self._actor(head)) is not None:
            return self._known(actor, head)
        if head.pos == "PRON":
            return _LOST
        return (
            self._in_words(head, "anonymous" if _is_indefinite(head) else "named")
            if self._cues.can_speak(head)
            else _NO_SPEAKER
        )

    def _known(self, key: str, head: Token) -> Holding:
        actor = self._cast.actors.get(key)
        unnamed = actor is not None and actor.registry is None and _is_indefinite(head) and not _named_beside(head)
        return Holding(key, "anonymous" if unnamed else "named", None if actor is not None else _UNKNOWN)

    def _in_words(self, head: Token, standing: Standing) -> Holding:
        words = head.text if head.pos == "PRON" else _words(head)
        return Holding(words, standing, _UNKNOWN) if words is not None else _LOST

    def _actor(self, head: Token) -> str | None:
        beside = _named_beside(head)
        for token in (head, *beside) if head.pos == "PROPN" else (*beside, head):
            mention = self._cast.at(token) or self._cast.covering(token.start)
            if mention is not None and mention.actors:
                return mention.actors[0]
        return None

    def _made_by(self, carrier: Token) -> str | None:
        owners = [_antecedent(c) for c in carrier.childs("poss")]
        owning = _OWNERS | {"on"} if carrier.lemma in _ON_AIR else _OWNERS
        owners += [c for p in carrier.childs("prep", "agent") if p.lower in owning for c in p.childs("pobj")]
        owners += [c for v in carrier.childs("acl") for p in v.childs("agent") for c in p.childs("pobj")]
        owners += [c for c in carrier.childs("compound", "nmod", "amod") if c.entity[2:] in _NAMES]
        if carrier.dep == "dobj":
            owners += [subject] if (subject := subject_of(carrier.head)) is not None else []
        makers = [c for c in owners if self._is_actor(c)]
        return self._maker(makers[0]) if makers else None

    def _maker(self, token: Token) -> str | None:
        return self._actor(token) or _words(token)

    def _last_maker(self, carrier: Token) -> str | None:
        before = bisect_left(self._makers, carrier.index, key=lambda m: m[0])
        return self._makers[before - 1][1] if before else None

    def _is_actor(self, token: Token) -> bool:
        mention = self._cast.at(token)
        named = token.entity[2:] in _NAMES or token.pos == "PROPN"
        return named or (mention is not None and bool(mention.actors))


def is_medium(name: str | None, cast: Cast, cues: Cues) -> bool:
    """Whether this actor, or whoever has this name, is a newspaper, a station or an agency."""
    actor = cast.actors.get(name or "")
    return actor.type == "outlet" if actor is not None and actor.registry else cues.is_outlet(name or "")


def _names_the_same(head: Token, name: str | None) -> bool:
    """Whether the whole phrase is this name, of which parsers and registries may know only a part."""
    if name is None or " " not in name or head.pos != "PROPN":
        return False
    words = [t for t in head.subtree() if t.index <= head.index]
    return without_article("".join(t.text for t in words)) == without_article(name.replace(" ", ""))


def without_article(name: str) -> str:
    return name.lower().removeprefix("the")


def _whole(head: Token) -> Token:
    """'Two of the gunmen' and 'a number of gunmen' are gunmen."""
    of = next((p for p in head.childs("prep") if p.lower == "of"), None)
    of_whom = (
        of.child("pobj")
        if of is not None and (head.pos in ("NUM", "PRON", "DET") or head.lower in _SOME | _NUMBERS)
        else None
    )
    return of_whom if of_whom is not None and of_whom.pos != "PRON" else head


def _last_name(source: Source) -> Token | None:
    """The person named at the end of a description: 'the director of the League's court, Mira Talvo'.

    Parsers hang such a name on any noun before it.
    """
    words = source.words[:-1] if source.words and source.words[-1].text == "," else source.words
    commas = [place for place, token in enumerate(words) if token.text == ","]
    name = words[commas[-1] + 1 :] if commas else []
    single = source.head.pos == "NOUN" and source.head.tag == "NN"
    return name[-1] if single and name and all(t.entity[2:] == "PERSON" for t in name) else None


def _named_beside(head: Token) -> list[Token]:
    return [c for c in head.childs("appos") if c.pos == "PROPN"]


def _is_indefinite(head: Token) -> bool:
    """'A court', 'several members', 'rebels', and not 'the court' or 'its members'."""
    if head.pos != "NOUN" or head.entity:
        return False
    if (
        head.dep == "pobj"
        and head.head.lower == "of"
        and (head.head.head.pos == "NUM" or head.head.head.lower in _SOME)
    ):
        return True
    before = [c for c in head.children if c.index < head.index]
    if any(c.lower in _SOME or c.dep == "nummod" for c in before):
        return True
    return head.tag == "NNS" and not any(c.dep in ("det", "poss") for c in before)


def _is_own(head: Token) -> bool:
    return any(c.lower in _OWN for c in head.childs("det", "poss"))


def _is_called_back(carrier: Token) -> bool:
    return any(c.dep == "det" and c.lower in ("the", "this", "that") for c in carrier.children)


def _antecedent(head: Token) -> Token:
    """The noun that a relative pronoun stands for, else the word itself."""
    if head.lower not in _RELATIVE:
        return head
    clause = next((t for t in (head, *head.ancestors()) if t.dep in ("relcl", "acl")), None)
    noun = clause.head if clause is not None else head
    return noun.head if noun.dep == "appos" else noun


def _words(head: Token) -> str | None:
    """The noun phrase without its leading article and without what follows the head ('the three men in the car')."""
    phrase = [t for t in head.subtree() if t.index <= head.index and head.index - t.index < 8]
    commas = [place for place, token in enumerate(phrase) if token.text == ","]
    phrase = phrase[commas[-1] + 1 :] if commas else phrase
    while phrase and (phrase[0].lower in _ARTICLES or phrase[0].pos == "ADV" or not phrase[0].text[0].isalnum()):
        phrase = phrase[1:]
    if not phrase or (phrase[0].pos == "PRON" and len(phrase) == 1):
        return None
    text = phrase[0].text
    for before, word in pairwise(phrase):
        text += (" " if word.start > before.end else "") + word.text
    return text
