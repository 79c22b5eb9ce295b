"""Readers' comments that a page gives as mere paragraphs that open with a name, `<p><b>Name</b>: text</p>`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from sayso.reading.body import BESIDE
from sayso.reading.chatter import pen_name, pen_names
from sayso.reading.comments import BLOCKS, Comment, block_text
from sayso.reading.encoding import storable
from sayso.reading.lines import LONGEST, Line, is_label
from sayso.reading.tone import tones
from sayso.reading.voices import load_chatter, load_voices

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NAMED = frozenset({"b", "strong", "cite"})
_HEADINGS = frozenset({"h1", "h2", "h3"})
"""Smaller headings may name who writes."""
_ANY_HEADING = _HEADINGS | {"h4", "h5", "h6"}
_LEAST_ABOVE = 100
"""Characters of article above comments."""
_LEAST_LINE = 40
"""Shorter paragraphs (characters) above a heading are no article."""
_LEAST = 2
"""Paragraphs with a name that are comments without a heading element."""
_MOST_BETWEEN = 8
"""Paragraphs that one comment may have."""
_TALK = 4
"""Paragraphs by two speakers in all that make an interview, where nothing shows that the article ended above."""

_CHATTY = 0.6
"""The mean tone of comments there: a little more than that of short paragraphs of any kind."""


class _Block(NamedTuple):
    """A paragraph, heading or item: its text; who opens it, if somebody does, and with what words they do."""

    element: HtmlElement
    text: str
    name: str | None
    words: str


def take_handmade(tree: HtmlElement) -> list[Comment]:
    """The comments in a series of paragraphs that open with a name in bold, removed from `tree`.

    They stand below a heading such as 'Comments', below the element that holds the article, or, where a page marks no
    article, at its end and in the tone of chat. Interviews stay. Below a heading other ways to name who writes count
    too: a line with a name alone, a name before a colon.
    """
    blocks = list(_blocks(tree))
    end = 0
    for first, block in enumerate(blocks):
        headed = _is_headed(blocks, first)
        if first < end or not (block.name or headed):
            continue
        end = _end(blocks, first, headed) if block.name else _end_below(blocks, first)
        series = blocks[first:end]
        if not block.name:
            series = _named_by_lines(series)
        elif not _are_comments(blocks, first, end, headed):
            continue
        if series:
            for taken in blocks[first - headed : end]:
                taken.element.drop_tree()
            return list(_comments(series))
    return []


def _is_headed(blocks: list[_Block], first: int) -> bool:
    """Whether a heading above a block announces comments, below an article: links to them stand above it."""
    heading = blocks[first - 1].text if first else ""
    if len(heading) > LONGEST or not load_voices().comment_start.fullmatch(heading):
        return False
    return sum(len(block.text) for block in blocks[:first] if len(block.text) > _LEAST_LINE) >= _LEAST_ABOVE


def _are_comments(blocks: list[_Block], first: int, end: int, headed: bool) -> bool:
    series = blocks[first:end]
    if sum(bool(block.name) for block in series) < _LEAST:
        return headed and blocks[first - 1].element.tag in _ANY_HEADING
    return headed or _below_article(series) or _ends_page(blocks, first, end)


def _end_below(blocks: list[_Block], first: int) -> int:
    """The number of the block behind those that stand with the heading above block `first` in one element."""
    section = blocks[first - 1].element.getparent()
    beside = takewhile(lambda block: section in block.element.iterancestors(), blocks[first:])
    return first + sum(1 for _ in takewhile(lambda block: not _stops(block), beside))


def _named_by_lines(blocks: list[_Block]) -> list[_Block]:
    """The lines of some blocks, with those who are named as in plain text; nothing where nobody is."""
    shown = [block._replace(text=line) for block in blocks for line in block.text.split("\n\n")]
    names = pen_names([Line(0, block.text, blank_before=True) for block in shown], load_voices())
    named = (block._replace(name=names.get(number)) for number, block in enumerate(shown))
    return [block._replace(words=block.text.removeprefix(block.name or "").lstrip(" :")) for block in named if names]


def _comments(series: list[_Block]) -> Iterator[Comment]:
    starts = [number for number, block in enumerate(series) if block.name]
    for start, end in zip(starts, [*starts[1:], len(series)], strict=True):
        words = [series[start].words, *(block.text for block in series[start + 1 : end])]
        if text := "\n\n".join(part for part in words if part):
            yield Comment(series[start].name, text)


def _blocks(tree: HtmlElement) -> Iterator[_Block]:
    """The innermost blocks of a page in its order, and whole blocks that open with a name."""
    taken: set[HtmlElement] = set()
    for element in tree.iter(*BLOCKS):
        if (
            not taken.isdisjoint(element.iterancestors())
            or next(element.iterancestors(*BESIDE, "form"), None) is not None
        ):
            continue
        name = _bold_opening(element)
        if not name and next(element.iterdescendants(*BLOCKS), None) is not None:
            continue
        taken.add(element)
        if text := block_text(element):
            yield _Block(element, text, *_parted(name, text))


def _bold_opening(element: HtmlElement) -> str | None:
    """The words in bold with which an element begins; None where it begins otherwise."""
    inner = element
    while not (inner.text or "").strip():
        shown = (part for part in inner if isinstance(part.tag, str) and part.tag not in ("img", "br"))
        inner = next(shown, None)
        if inner is None or inner.tag in BLOCKS:
            return None
        if inner.tag in _NAMED:
            return " ".join(storable(inner.text_content()).split())
    return None


def _parted(bold: str | None, text: str) -> tuple[str | None, str]:
    """The name of who opens a paragraph, and the words behind it."""
    voices = load_voices()
    if not bold or not text.startswith(bold) or not is_label(Line(0, bold, blank_before=True)):
        return None, text
    behind = text[len(bold) :]
    opened = voices.behind_name.match(behind)
    if not (opened or bold.endswith(":")):
        return None, text
    name = pen_name(bold, voices)
    if not name or voices.no_commenter.fullmatch(name) or voices.is_furniture(name):
        return None, text
    return name, behind[opened.end() if opened else 0 :].strip()


def _end(blocks: list[_Block], first: int, headed: bool) -> int:
    """The number of the block behind a series: paragraphs without a name go on the comment above them."""
    end = first + 1
    for number in range(first + 1, len(blocks)):
        if number - end > _MOST_BETWEEN or _stops(blocks[number]):
            break
        if blocks[number].name:
            end = number + 1
    last = blocks[end - 1]
    if not headed and last.words:  # what follows may as well be a footer
        return end
    beside = takewhile(lambda block: block.element.getparent() is last.element.getparent(), blocks[end:])
    return end + sum(1 for _ in takewhile(lambda block: not _stops(block), beside))


def _stops(block: _Block) -> bool:
    voices = load_voices()
    if block.element.tag in _HEADINGS or voices.is_furniture(block.text) or voices.heads_comments(block.text):
        return True
    return len(block.text) <= LONGEST and bool(voices.comment_end.fullmatch(block.text))


def _below_article(series: list[_Block]) -> bool:
    """Whether a series stands outside any article, and one ended above it."""
    first = series[0].element
    if _articles(first, "ancestor"):
        return False
    return any(len(above.text_content()) >= _LEAST_ABOVE for above in _articles(first, "preceding"))


def _articles(element: HtmlElement, axis: str) -> list[HtmlElement]:
    found: list[HtmlElement] = element.xpath(f"{axis}::article | {axis}::*[@itemprop='articleBody']")
    return found


def _ends_page(blocks: list[_Block], first: int, end: int) -> bool:
    """Whether a series ends the text of a page that marks no article, is no interview, and reads like chat."""
    series = blocks[first:end]
    above, below = (sum(len(block.text) for block in part) for part in (blocks[:first], blocks[end:]))
    if _articles(series[0].element, "ancestor") or above < _LEAST_ABOVE or below > above:
        return False
    names = [block.name for block in series if block.name]
    if len(names) >= _TALK and len(set(names)) <= len(names) / 2:
        return False
    lines = [Line(0, words, blank_before=True) for block in series for words in block.words.split("\n\n") if words]
    return bool(lines) and fmean(tone.value for tone in tones(lines, load_voices(), load_chatter())) > _CHATTY
