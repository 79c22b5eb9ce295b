"""The nouns of sayso: what goes from step to step and into files.

All offsets count Unicode characters of `Document.text`; spans are half open, `(start, end)`.
Dates are ISO 8601 strings, cut to what is known ('2021-08-19', '2021-08', '1996/2001').
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

Span: TypeAlias = tuple[int, int]
Voice: TypeAlias = Literal["byline", "article", "comment", "bio", "boilerplate", "foreign"]
Polarity: TypeAlias = Literal["affirmed", "denied"]
Modality: TypeAlias = Literal["actual", "intended", "possible"]
Tone: TypeAlias = Literal["negative", "positive"]
PlaceKind: TypeAlias = Literal["country", "province", "city"]
AttributionKind: TypeAlias = Literal["speech", "statement", "document", "attitude", "denial", "question"]
NamingKind: TypeAlias = Literal["name", "label", "nominal", "derived", "pronoun"]
Standing: TypeAlias = Literal["named", "anonymous", "self"]
Form: TypeAlias = Literal["description", "voice"]
Stance: TypeAlias = Literal["neutral", "endorses", "distances"]


class Passage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A stretch of a document in one voice. `speaker` is the commenter's name where the page shows one."""

    start: int
    end: int
    voice: Voice
    lang: str | None = None
    speaker: str | None = None


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One article, statement or page, as read. `text` never changes after reading.

    `speaker` is the body for which the document speaks when that is not the publisher: a state at the United Nations,
    a party on its spokesman's blog. `passages` are ordered, do not overlap, and cover `text`. `origins` says of each
    field that was found where it was found ('meta tag og:title', 'byline in text', 'row'); it is for people to check
    and is no part of what the document is.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    speaker: str | None = None
    published: str | None = None
    lang: str | None = None
    url: str | None = None
    passages: tuple[Passage, ...] = ()
    origins: dict[str, str] = {}


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text that names one actor, or several ('both groups'), by their keys in `Analysis.actors`.

    `head` is the character offset at which the mention's head word starts. An empty `actors` means unresolved.
    """

    start: int
    end: int
    head: int
    kind: Literal["name", "nominal", "pronoun"]
    actors: tuple[str, ...] = ()


class Naming(msgspec.Struct, frozen=True, array_like=True):
    """A mention as a choice of words: how actors (by their keys) are called at one place, and who calls them so.

    `kind` is 'name', 'label' for a loaded description ('the puppet regime'), 'nominal' for any other, 'derived' for an
    adjective, a people or a capital ('Norvathi'), or 'pronoun'. The span is that of the name or description itself.
    `holder` is the actor key (or the words) of the one whose wording it is: the quoted source inside its quotation,
    'reader' in a comment, else the document's own voice; None where somebody is quoted who is not known. `distanced`
    holds where the holder shows that the name is not his own: 'so-called', or quotation marks round the name alone.
    """

    start: int
    end: int
    kind: NamingKind
    actors: tuple[str, ...]
    holder: str | None
    distanced: bool = False


class Actor(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An actor as one document shows it. `names` are the strings of this text that name it; `registry` its id there.

    `form` is None where the text gives it a proper name; else the text only describes it ('the group'), or only has its
    words (a commenter). `full` is its usual full name without titles, where that is not its key; `roles` are the titles
    and roles that the text gives a person, in small letters ('minister'). `chance` (0 to 1) is how likely it is that
    the document claims something about it, and that it is no fragment of another; None where nobody asked.
    """

    type: str
    names: tuple[str, ...]
    registry: str | None = None
    form: Form | None = None
    full: str | None = None
    roles: tuple[str, ...] = ()
    chance: float | None = None


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody is made to say or think something. `parent` is the id of the attribution in whose content this one lies.

    `kind` says how: spoken, put out in writing, read in a document or broadcast, thought or judged, denied, asked.
    `holder` is the actor key (or, where it is no known actor, the words) of the source; None where nobody is named, and
    then, or where the words cannot be traced to an actor, `unresolved` says why. `standing` tells sources with a name
    from those without ('officials said') and from those who cite themselves; an anonymous source is never counted as
    independent. `stance` is what the one who reports takes to it: 'rightly said', 'so-called'.
    """

    id: str
    parent: str | None = None
    kind: AttributionKind = "speech"
    holder: str | None = None
    unresolved: str | None = None
    standing: Standing = "named"
    stance: Stance = "neutral"
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """On the word of `holder` (outermost first), `subject` stands in `relation` to `object`.

    `evidence` are spans of the text that show it; `why` names the frame or model that found it.
    """

    holder: tuple[str, ...]
    subject: str
    relation: str
    object: str
    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    when: str | None = None
    where: str | None = None
    evidence: tuple[Span, ...]
    confidence: float = 1.0
    why: str = ""


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """An evaluative name (`label`) that `holder` puts on `actor`."""

    holder: tuple[str, ...]
    actor: str
    label: str
    tone: Tone
    evidence: tuple[Span, ...]


class TimeExpression(msgspec.Struct, frozen=True, array_like=True):
    """A stretch of text that names a time: TIMEX3 `type` (DATE, TIME, DURATION, SET) and value ('2021-08-19')."""

    start: int
    end: int
    type: str
    value: str


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A stretch of text that names a place, and which one: its usual name, country (ISO 3166), degrees north and east.

    Where it is not plain which place is meant, `name` is the text's own and the rest None.
    """

    start: int
    end: int
    name: str
    kind: PlaceKind | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


class Analysis(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one document shows: the document itself and all that was found in it.

    `mentions` are those of `actors`, in the order of the text. `unresolved` lists mentions that may stand for an actor
    but could not be resolved: never guessed, never hidden.
    """

    document: Document
    actors: dict[str, Actor] = {}
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    labels: tuple[Label, ...] = ()
    dates: tuple[TimeExpression, ...] = ()
    places: tuple[Place, ...] = ()
    mentions: tuple[Naming, ...] = ()
    unresolved: tuple[Mention, ...] = ()

    def as_row(self) -> dict[str, object]:
        """The analysis as one JSON-ready row in the project's file format (the document's fields come first).

        `origins` is left out where nothing is known of them.
        """
        row: dict[str, object] = msgspec.to_builtins(self.document)
        if not self.document.origins:
            del row["origins"]
        row["passages"] = msgspec.to_builtins(self.document.passages)
        for field in self.__struct_fields__[1:]:
            row[field] = msgspec.to_builtins(getattr(self, field))
        return row
