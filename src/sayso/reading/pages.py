"""HTML -> Document: title and byline first, then the article, then the readers' comments."""

from __future__ import annotations

from msgspec.structs import replace

from sayso.model import Document, Passage
from sayso.reading.extract import Extract, extract
from sayso.reading.foreign import language_of
from sayso.reading.identity import identify
from sayso.reading.metadata import FIELDS
from sayso.reading.passages import cut_passages
from sayso.reading.plain import speaker_in
from sayso.reading.voices import load_voices

_OPENING = 2
"""Paragraphs in which a page may say whose words it reposts."""


def read_page(html: str, source: str, url: str | None = None) -> Document:
    """The document on a page; `source` names it in messages.

    Its text is the title and byline, a blank line, the article with blank lines between paragraphs, then the comments,
    with passages for each; a comment whose bounds the page shows is a passage of its own with its writer as `speaker`.
    Main text by trafilatura in its precision mode; title, author, day, site and
    address as the page states them, else by trafilatura (`origins` says which).
    Raises ReadingError: 'no text', 'too large'.
    """
    page = extract(html, source, url)
    by = f"By {page.author}" if page.author else None
    head = [line for line in (page.title, by, page.published) if line]
    text, passages = _compose(head, page)
    lang = page.lang or language_of("\n".join(page.paragraphs))
    speaker, place = speaker_in(page.title, page.paragraphs[:_OPENING])
    told = {"lang": "text", "speaker": place, **page.origins}
    document = Document(
        id=identify(text, page.site, page.url),
        text=text,
        title=page.title,
        publisher=page.site,
        author=page.author,
        speaker=speaker,
        published=page.published,
        lang=lang,
        url=page.url,
        passages=passages,
    )
    return replace(document, origins={name: told[name] for name in FIELDS if name in told and getattr(document, name)})


def _without_furniture(comments: str) -> str:
    """Comments without lines that are only furniture."""
    voices = load_voices()
    lines = comments.split("\n\n")
    kept = [x for x in lines if not (voices.is_furniture(x) or voices.comment_start.fullmatch(x))]
    return "\n\n".join(kept)


def _compose(head: list[str], page: Extract) -> tuple[str, tuple[Passage, ...]]:
    """The document's text, and its passages."""
    top = "".join(f"{line}\n\n" for line in head)
    body = "\n\n".join(page.paragraphs) + "\n\n"
    passages = [Passage(start=0, end=len(top), voice="byline")] if top else []
    passages += (
        _moved(passage, len(top)) for passage in cut_passages(body, page.title, lang=page.lang, unmarked=False)
    )
    pieces, length = [top, body], len(top) + len(body)
    for comment in page.comments:
        if words := _without_furniture(comment.text):
            pieces.append(f"{words}\n\n")
            start, length = length, length + len(pieces[-1])
            passages.append(Passage(start=start, end=length, voice="comment", speaker=comment.speaker))
    return "".join(pieces), tuple(passages)


def _moved(passage: Passage, by: int) -> Passage:
    return replace(passage, start=passage.start + by, end=passage.end + by)
