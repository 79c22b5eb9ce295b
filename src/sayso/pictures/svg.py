"""Pieces of SVG as text, and how much room words take. Whatever is drawn is escaped here and nowhere else.

Colours stand twice: as attributes, for a picture that is saved alone, and as classes, by which look.css gives those of
light, dark and paper. There are no ids, so that a page can hold many pictures, and no inline styles.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from html import escape
from typing import NamedTuple

FONT = 12
"""Size of usual words, in pixels."""
LINE = 1.25
"""Height of a line of words, in font sizes."""
INK, DIM, FAINT, EDGE = "#1c2126", "#545d66", "#d3d6d9", "#7b848d"
_FRIENDLY, _HOSTILE, _NEITHER, _DENIED, _DOUBT, _AFFIRMED = (
    "#0c663a",
    "#a3241a",
    "#2b558f",
    "#74277f",
    "#6d5200",
    "#00606d",
)
SHADES = {
    "friendly": _FRIENDLY,
    "hostile": _HOSTILE,
    "neither": _NEITHER,
    "mixed": _DOUBT,
    "affirmed": _AFFIRMED,
    "affirms": _AFFIRMED,
    "denied": _DENIED,
    "denies": _DENIED,
    "both": _DOUBT,
    "possible": _DOUBT,
    "intended": _DOUBT,
}
"""The colour of each kind of sign, as in the light look; '-fill', '-line' and '-tint' follow its name in classes."""
_NARROW, _THIN, _WIDE = frozenset("ijlI.,:;'|! ’‘·"), frozenset('ftr()[]{}-/\\"“”*^`'), frozenset("mwMW@%&—…")
_BAD = {
    code: "\N{REPLACEMENT CHARACTER}"
    for code in (*range(32), *range(127, 160), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
    if chr(code) not in "\n\t"
}


class Box(NamedTuple):
    """A rectangle: its left upper corner, width and height, in pixels."""

    x: float
    y: float
    width: float
    height: float


def clean(words: str) -> str:
    """The words on one line, without characters that XML may not hold."""
    return " ".join((words if words.isprintable() else words.translate(_BAD)).split())


def number(value: float) -> str:
    """A coordinate, to a tenth of a pixel."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def element(name: str, *inner: str, **attributes: str | float | None) -> str:
    """An element with what is drawn already inside; '_' in the names of attributes stands for '-'; None leaves out."""
    given = "".join(
        f' {key.strip("_").replace("_", "-")}="{escape(clean(value)) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{given}>{''.join(inner)}</{name}>" if inner else f"<{name}{given}/>"


def title(words: str) -> str:
    """What a pointer that rests on an element is told, and who cannot see it."""
    return f"<title>{escape(clean(words), quote=False)}</title>"


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float = FONT,
    anchor: str = "start",
    weight: str | None = None,
    dim: bool = False,
    shade: str | None = None,
    turned: float | None = None,
) -> str:
    """One line of words on the base line `y`. `shade` is one of SHADES; `turned` is in degrees, around (x, y)."""
    kind = f"{shade}-fill" if shade else "drawn-dim" if dim else None
    return element(
        "text",
        escape(clean(words), quote=False),
        x=x,
        y=y,
        font_size=size,
        text_anchor=None if anchor == "start" else anchor,
        font_weight=weight,
        fill=SHADES[shade] if shade else DIM if dim else INK,
        class_=kind,
        transform=None if turned is None else f"rotate({number(turned)} {number(x)} {number(y)})",
    )


def lines_of_text(x: float, y: float, lines: Iterable[str], *, size: float = FONT, **how: str | bool | None) -> str:
    """Lines one below the other; `y` is the upper edge of the first."""
    step = size * LINE
    return "".join(
        text(x, y + place * step + size, line, size=size, **how)  # type: ignore[arg-type]
        for place, line in enumerate(lines)
    )


def link(href: str | None, *inner: str) -> str:
    """What is inside, as a link where there is an address."""
    return element("a", *inner, href=href) if href else "".join(inner)


def picture(
    width: float, height: float, name: str, description: str, pieces: Iterable[str], *, linked: bool = False
) -> str:
    """The whole picture. `linked` says that there are links in it: then it is a group, since an image has no parts."""
    return element(
        "svg",
        title(name),
        f"<desc>{escape(clean(description), quote=False)}</desc>",
        *pieces,
        xmlns="http://www.w3.org/2000/svg",
        role="group" if linked else "img",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        font_family="system-ui, sans-serif",
        font_size=FONT,
    )


def width_of(words: str, size: float = FONT) -> float:
    """About how wide words are, in pixels: rather too much, since nobody knows the font."""
    return size * sum(map(_width, words))


def _width(character: str) -> float:
    if character in _NARROW:
        return 0.36
    if character in _THIN:
        return 0.48
    if character in _WIDE:
        return 1.0
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    return 0.78 if character.isupper() else 0.64


def wrap(words: str, width: float, size: float = FONT) -> list[str]:
    """The words in lines that fit into `width`: broken at spaces, and a word that is too long within itself."""
    lines = [""]
    for word in clean(words).split() or [""]:
        joined = f"{lines[-1]} {word}".strip()
        if width_of(joined, size) <= width:
            lines[-1] = joined
            continue
        pieces = list(_pieces(word, width, size))
        lines = (lines if lines[-1] else lines[:-1]) + pieces
    return lines


def _pieces(word: str, width: float, size: float) -> Iterable[str]:
    piece = ""
    for character in word:
        if piece and width_of(piece + character, size) > width:
            yield piece
            piece = ""
        piece += character
    yield piece


def height_of(lines: int, size: float = FONT) -> float:
    """How high so many lines are, in pixels."""
    return lines * size * LINE


def tick(x: float, y: float, shade: str, size: float = 5) -> str:
    """A check mark, a cross or another sign of one side, around (x, y)."""
    line = {"stroke": SHADES[shade], "stroke_width": 2.2, "fill": "none", "class_": f"{shade}-line"}
    if shade in ("affirmed", "affirms"):
        points = ((x - size, y), (x - size * 0.3, y + size * 0.8), (x + size, y - size * 0.8))
        return element("polyline", points=" ".join(f"{number(a)},{number(b)}" for a, b in points), **line)  # type: ignore[arg-type]
    if shade in ("denied", "denies"):
        half = size * 0.8
        path = f"M{number(x - half)} {number(y - half)}L{number(x + half)} {number(y + half)}"
        path += f"M{number(x - half)} {number(y + half)}L{number(x + half)} {number(y - half)}"
        return element("path", d=path, **line)  # type: ignore[arg-type]
    sign = {"both": "±", "possible": "?", "intended": "»"}[shade]
    return text(x, y + size * 0.8, sign, size=size * 2.4, anchor="middle", weight="bold", shade=shade)
