"""Plain text and Markdown -> title, author, publisher, date, speaker, as the first and last lines give them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from sayso.reading.front import Fields, front_matter, told, unmarked
from sayso.reading.lines import LONGEST, Line, bare, is_label, lines_of, menu_length
from sayso.reading.metadata import FIELDS, clean_author, is_outlet, iso_date, load_rules
from sayso.reading.voices import Voices, load_voices

_HEAD_LINES = 8
_NAME_LINES = 4
_TAIL_LINES = 3
_LONGEST_LABEL, _OUTLET_WORDS = 12, 3
"""Words in a line between headline and byline, and in one that may name an outlet though none is called so."""
_LONGEST_TITLE = 200
_SALUTATION = re.compile(r"(?:mr|mrs|ms|madam|dear|your|distinguished|excellenc)\b.*", re.IGNORECASE)
_LONGEST_RUN = 100
_BEFORE_DATE = re.compile(r"[\s,|–—-]*(?:[Bb]y:?\s[^.!?]{3,60}?)?[\s,|–—-]*")
_PLACE = re.compile(r"\s*[A-Z][A-Z .'-]+(?:, ?[A-Z]{2}\b\.?|, ?D\.?C\.?)(?: ?[–—-]+)?")
_GAP = re.compile(r"[\s,|–—-]+")
_MARKS = re.compile(r"^#{1,6}\s+|^\*\*|\*\*$|\s*#+$")


class Head(NamedTuple):
    """What the lines around a text say. `end` is the offset at which the article begins (0: there is no head);
    `origins` says for each field in what kind of line it stands."""

    end: int = 0
    title: str | None = None
    author: str | None = None
    published: str | None = None
    speaker: str | None = None
    publisher: str | None = None
    url: str | None = None
    origins: Mapping[str, str] = MappingProxyType({})

    def fields(self) -> dict[str, str]:
        """The fields of a document that are known, by name."""
        return {name: value for name in FIELDS if (value := getattr(self, name, None))}


def read_head(text: str, title: str | None = None) -> Head:
    """The head of a text: a headline, then lines for author and date. `title` is the title where it is known."""
    return head_of(lines_of(text), title)


def head_of(lines: list[Line], title: str | None = None) -> Head:
    """As `read_head`, for a text already cut into lines."""
    voices = load_voices()
    taken, found = front_matter(lines)
    first = taken = taken or menu_length(lines, voices.furniture)
    for number, line in enumerate(lines[first : first + _HEAD_LINES], start=first):
        words = unmarked(line.words)
        fields = _fields(words, voices)
        if fields is None and "title" not in found and not (found and is_outlet(words)):
            fields = _outlet_above(lines, number, voices) or _headline(lines, number, title, voices)
        if fields is None and first < taken == number < first + _NAME_LINES:
            fields = _below_headline(lines, number, voices)
        if fields is not None:
            found, taken = {**fields, **found}, number + 1
        elif not voices.is_furniture(line.words):
            break
    if taken == len(lines):
        return Head()
    if title:
        found["title"] = (title, found.get("title", ("", "document properties"))[1])
    found = {**_around(lines, taken, found, voices), **found}
    return Head(
        end=lines[taken].start if taken else _end_of_run_in(lines, title, voices),
        **{name: value for name, (value, _) in found.items()},
        origins={name: origin for name, (_, origin) in found.items()},
    )


def speaker_in(title: str | None, opening: list[str]) -> tuple[str | None, str]:
    """For whom a document speaks, as its title or the first lines of its text say, and which of them does."""
    voices = load_voices()
    if speaker := _reposted(title, voices):
        return speaker, "title"
    lines = (line for line in opening if len(line) <= LONGEST)
    return next((name for line in lines if (name := _reposted(line, voices))), None), "line above the text"


def _headline(lines: list[Line], number: int, title: str | None, voices: Voices) -> Fields | None:
    if not _is_title(lines, number, title, voices):
        return None
    return told("headline in text", title=_MARKS.sub("", lines[number].words).strip())


def _around(lines: list[Line], first: int, found: Fields, voices: Voices) -> Fields:
    """What the headline, the first words of the article (line `first`) and the last lines of the text say."""
    rules, opening = load_rules(), lines[first].words
    dateline, record = rules.dateline.match(opening[:LONGEST]), rules.record_speaker.match(opening)
    spoken = {
        **(told("first words of the text", speaker=_cased(record["name"])) if record else {}),
        **told("title", speaker=_reposted(found.get("title", ("",))[0], voices)),
    }
    last = [fields for line in lines[-_TAIL_LINES:] if (fields := _source(line.words))]
    published_by = told("dateline in text", publisher=dateline["name"].strip()) if dateline else {}
    return {
        **spoken,
        **(last[-1] if last else {}),
        **published_by,
        **told("signature in text", author=_signed(lines, voices)),
    }


def _cased(name: str) -> str:
    """'Ros-Kell' for 'ROS-KELL', 'McKell' for 'McKELL'."""
    return re.sub(r"[A-ZÀ-Þ]{2,}", lambda word: word[0].capitalize(), name)


def _source(words: str) -> Fields:
    """The publisher or address that a line 'Source: X' names."""
    rules = load_rules()
    if len(words) > LONGEST:
        return {}
    if address := rules.source_url.fullmatch(words):
        return told("source line in text", url=address["url"])
    named = rules.publisher_line["source"].fullmatch(words)
    return told("source line in text", publisher=named["name"].strip()) if named else {}


def _publisher(byline: str) -> str | None:
    """The publisher that stands behind the author: 'By Tomas Rill | Norvath Free Press'."""
    rules = load_rules()
    for kind in ("byline", "outlet"):
        if match := rules.publisher_line[kind].fullmatch(byline):
            name = match["name"].strip()
            return name if rules.outlet.fullmatch(name) or not rules.job.fullmatch(name) else None
    return None


def _bare_name(lines: list[Line], number: int, voices: Voices) -> Fields | None:
    """A name alone in the head: the author beside 'By:' or a date, else just byline (a place, an outlet)."""
    words = lines[number].words
    if voices.author_label.fullmatch(words):
        return {}
    if not voices.full_name.fullmatch(words):
        return None
    below = lines[number + 1].words[:LONGEST] if number + 1 < len(lines) else ""
    named = voices.author_label.fullmatch(lines[number - 1].words) or voices.date.fullmatch(below)
    return told("byline in text", author=clean_author(words)) if named and not is_outlet(words) else {}


def _end_of_run_in(lines: list[Line], title: str | None, voices: Voices) -> int:
    """Where the text begins in a first line that runs on: 'Headline By Author May 3, 2021 The text ...'."""
    if not (lines and title and lines[0].words.startswith(title) and len(lines[0].words) > len(title)):
        return 0
    day = voices.day.search(title)
    words, at = lines[0].words, day.end() if day else len(title)
    day = voices.day.search(words, at, at + _LONGEST_RUN)
    if day and _BEFORE_DATE.fullmatch(words, at, day.start()):
        at = day.end()
    for pattern in (_PLACE, _GAP):
        if match := pattern.match(words, at):
            at = match.end()
    return lines[0].start + at if at < len(words) else 0


def _signed(lines: list[Line], voices: Voices) -> str | None:
    """The author named in a line of its own at the end of the text."""
    names = (signature(line.words, voices) for line in reversed(lines[-_TAIL_LINES:]))
    return clean_author(next((name for name in names if name), None))


def signature(words: str, voices: Voices) -> str | None:
    """The author that a line of its own names ('Written by: X')."""
    if len(words) > LONGEST or not voices.signature.fullmatch(words):
        return None
    matches = (pattern.fullmatch(words) for pattern in voices.signed)
    return next((match["name"].strip() for match in matches if match), None)


def _fields(words: str, voices: Voices) -> Fields | None:
    """What a line of the head says, or None where the line is no part of a head."""
    if len(words) > LONGEST:
        return None
    for pattern in voices.authors:
        if (match := pattern.fullmatch(words)) and (author := clean_author(match["name"])):
            day = voices.day.search(words)
            published = iso_date(day[0]) if day else None
            if is_outlet(author) and not load_rules().before_author.match(words):
                return told("line above the text", publisher=author, published=published)
            return told("byline in text", author=author, publisher=_publisher(words), published=published)
    if voices.date.fullmatch(words):
        day = voices.day.search(words)
        return told("date line in text", published=iso_date(day[0])) if day else {}
    if reposted := _reposted(words, voices):
        return told("line above the text", speaker=reposted)
    if source := _source(words):
        return source
    return {} if voices.head.fullmatch(words) else None


def _outlet_above(lines: list[Line], number: int, voices: Voices) -> Fields | None:
    """The publisher in a line of its own above a headline that a byline follows."""
    words, below = unmarked(lines[number].words), number + 1
    headline = is_outlet(words) and _is_title(lines, below, None, voices) and not _fields(lines[below].words, voices)
    named = headline and _byline_below(lines, below, voices) is not None
    return told("line above the text", publisher=words) if named else None


def _below_headline(lines: list[Line], number: int, voices: Voices) -> Fields | None:
    either = (_bare_name(lines, number, voices), _outlet_below(lines, number, voices))
    return max((fields for fields in either if fields is not None), key=len, default=None)


def _outlet_below(lines: list[Line], number: int, voices: Voices) -> Fields | None:
    """The publisher in a line between headline and byline. Others that stand there are of the head, and say nothing."""
    words = unmarked(lines[number].words)
    below = _byline_below(lines, number, voices) if is_label(lines[number], _LONGEST_LABEL) else None
    if is_outlet(words):
        return told("line above the text", publisher=words)
    if below is None:
        return None
    likely = "author" in below and len(words.split()) <= _OUTLET_WORDS and voices.full_name.fullmatch(words)
    return told("line above the text", publisher=words if likely else None)


def _byline_below(lines: list[Line], number: int, voices: Voices) -> Fields | None:
    """What the first line of a byline says, where no more than labels stand between it and a line above."""
    for line in lines[number + 1 : number + 1 + _NAME_LINES]:
        fields = _fields(unmarked(line.words), voices)
        if fields is None and is_outlet(unmarked(line.words)):
            return {}
        if fields is not None or not is_label(line, _LONGEST_LABEL):
            return fields
    return None


def _reposted(words: str | None, voices: Voices) -> str | None:
    matches = (pattern.fullmatch(words) for pattern in voices.repost) if words else ()
    return next((match["name"].strip() for match in matches if match), None)


def _is_title(lines: list[Line], number: int, title: str | None, voices: Voices) -> bool:
    """Whether a line is the headline: the known title, or short, not a sentence, with more below it."""
    words = lines[number].words
    if title:
        return bare(words) == bare(title)
    below = lines[number + 1 :]
    if not below or len(words) > _LONGEST_TITLE or words[-1] in ".,:;" or not any(map(str.isalpha, words)):
        return False
    if words[0] in "([" or _SALUTATION.match(words) or voices.is_furniture(words):
        return False
    apart = below[0].blank_before or _byline_below(lines, number, voices) is not None
    return apart and sum(len(line.words) for line in below) > 2 * len(words)
