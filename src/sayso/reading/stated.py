"""What a page states about itself: in meta tags, JSON-LD and elements made for it; each value with its origin."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from sayso.reading.encoding import storable
from sayso.reading.identity import host_of
from sayso.reading.lines import bare
from sayso.reading.metadata import LAST_RESORT, clean_author, day_in_url, iso_date, load_rules, without_publisher
from sayso.reading.voices import load_voices

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Candidates: TypeAlias = dict[str, list[tuple[str, str]]]
"""Of each field the (value, origin) pairs that a page states, the most trusted first."""

_FIRST_DAY = "1971"
"""Days before this are a clock that was not set."""
_LONGEST_NAME = 100
_MOST_NAMES = 4
_MOST_PARTS = 1_000
_SEPARATORS = re.compile(r"\s+[|–—»«·•:-]+\s+|\s*[|»«]\s*")
_LINKED = {
    "title": ("headline", "name"),
    "author": ("author", "creator"),
    "publisher": ("publisher", "sourceOrganization"),
    "published": ("datePublished", "dateCreated"),
    "lang": ("inLanguage",),
    "url": ("url", "mainEntityOfPage"),
}


def saved_from(html: str) -> str | None:
    """The address that a browser wrote into a page when it saved it."""
    found = load_rules().saved.search(html[:5_000])
    return (found["url"] or found["single"]) if found else None


def stated(tree: HtmlElement) -> Candidates:
    """What a page states of its title, publisher, authors, day of publication, language and address."""
    found: Candidates = {name: [] for name in ("title", "publisher", "author", "published", "lang", "url")}
    linked = _linked(tree)
    meta = _meta(tree)
    for name in found:
        parts = (linked, meta) if name == "author" else (meta, linked)
        found[name] += [pair for part in parts for pair in part.get(name, ())]
    for link in tree.xpath("//link[contains(concat(' ', @rel, ' '), ' canonical ')]/@href")[:1]:
        found["url"].insert(0, (str(link), "link canonical"))
    if lang := tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"):
        found["lang"].insert(0, (lang, "html lang"))
    found["author"] += _named_authors(tree)
    found["published"] += _shown_days(tree)
    found["title"] += [(h.text_content(), "heading h1") for h in tree.xpath("//h1")[:3]]
    found["title"] += [(str(t.text_content()), "title element") for t in tree.xpath("//title")[:1]]
    return {name: _clean(name, pairs) for name, pairs in found.items()}


def suffix_of_title(tree: HtmlElement, title: str | None) -> str | None:
    """The publisher in the page's title element: 'The Ledger' in 'Headline | The Ledger', where the headline is known.

    A part that stands alone before or behind the headline, looks like an outlet and is no part of a menu.
    """
    whole = " ".join((tree.findtext(".//title") or "").split())
    parts = [part.strip() for part in _SEPARATORS.split(whole) if part.strip()]
    if len(parts) < 2 or not title:
        return None
    known = bare(title)
    others = [part for part in parts if bare(part) not in known]
    outlet = load_rules().outlet
    fit = [part for part in others if len(part.split()) <= 6 and outlet.fullmatch(part)]
    return fit[-1] if fit and len(others) < len(parts) else None


def origin_of_title(title: str | None, candidates: Candidates) -> str:
    """Where a title stands: the first place that states it, with or without the publisher's name behind it."""
    wanted = bare(title or "")
    told = ((bare(value), origin) for value, origin in candidates["title"] if wanted)
    fit = (o for value, o in told if value.startswith(wanted) or (o == "title element" and wanted in value))
    return next(fit, "trafilatura")


def _meta(tree: HtmlElement) -> Candidates:
    told: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("http-equiv") or ""
        if words := (tag.get("content") or "").strip():
            told.setdefault(name.strip().lower(), []).append(words)
    found: Candidates = {}
    for field, names in load_rules().meta.items():
        given = [(name, told[name]) for name in names if name in told]
        several = field == "author"
        found[field] = [("; ".join(v) if several else v[0], f"meta tag {name}") for name, v in given]
    return found


def _linked(tree: HtmlElement) -> Candidates:
    """What the JSON-LD says of the article, else of the page that holds it."""
    parts = list(_parts(tree))
    by_id = {part["@id"]: part for part in parts if isinstance(part.get("@id"), str) and len(part) > 1}
    rules, found = load_rules(), Candidates()
    for kind in (rules.linked_article, rules.linked_page):
        for part in parts:
            if not any(kind.fullmatch(str(name)) for name in _several(part.get("@type"))):
                continue
            for field, keys in _LINKED.items():
                names = [name for key in keys for name in _names(part.get(key), by_id)]
                if names:
                    words = "; ".join(names[:_MOST_NAMES]) if field == "author" else names[0]
                    found.setdefault(field, []).append((words, "JSON-LD"))
    sites = [part for part in parts if "WebSite" in _several(part.get("@type"))]
    found.setdefault("publisher", []).extend((n, "JSON-LD") for s in sites for n in _names(s.get("name"), by_id))
    return found


def _parts(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The things in a page's JSON-LD, outermost first; of comments and lists of other pages nothing."""
    left = _MOST_PARTS
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            waiting = [
                json.loads(re.sub(r"^\s*(?://)?<!\[CDATA\[|(?://)?\]\]>\s*$", "", script.text or ""), strict=False)
            ]
        except (ValueError, RecursionError):
            continue
        while waiting and left:
            value, left = waiting.pop(0), left - 1
            if isinstance(value, list):
                waiting = value[:_MOST_PARTS] + waiting
            elif isinstance(value, dict):
                yield value
                waiting += [
                    value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage", "publisher") if key in value
                ]


def _several(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _names(value: object, by_id: dict[str, dict[str, Any]]) -> list[str]:
    """The words of a value: its own, or the names of the things it stands for."""
    names: list[str] = []
    for item in _several(value):
        thing = item
        if isinstance(item, dict):
            thing = by_id.get(str(item.get("@id")), item) if "name" not in item else item
            thing = thing.get("name") or thing.get("@id") if isinstance(thing, dict) else None
        names += [word for word in _several(thing) if isinstance(word, str)]
    return [name for name in names if name.strip()]


def _named_authors(tree: HtmlElement) -> list[tuple[str, str]]:
    """Names in links and elements that are marked as the author's, unless there are so many that they are a list."""
    places = {
        "itemprop author": "//*[@itemprop='author']//*[@itemprop='name'] | //*[@itemprop='author'][not(*)]",
        "link rel author": "//a[contains(concat(' ', @rel, ' '), ' author ')]",
    }
    found = []
    for origin, path in places.items():
        elements = tree.xpath(path)
        words = (element.get("content") or element.text_content() for element in elements)
        names = list(dict.fromkeys(" ".join(word.split()) for word in words))
        if 0 < len(names) <= _MOST_NAMES:
            found.append(("; ".join(names), origin))
    return found


def _shown_days(tree: HtmlElement) -> list[tuple[str, str]]:
    """Days in elements made for the day of publication; of unmarked `time` elements only where all show one day."""
    rules = load_rules()
    marked: list[tuple[str, str]] = []
    unmarked: list[tuple[str, str]] = []
    for element in tree.xpath("//time | //*[@itemprop='datePublished'] | //abbr[contains(@class, 'published')]"):
        names = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower().split()
        words = element.get("datetime") or element.get("content") or element.get("title") or element.text_content()
        if any(rules.changed_class.fullmatch(name) for name in names) and "published" not in names:
            continue
        sure = "datepublished" in names or element.get("pubdate") is not None
        sure = sure or any(rules.published_class.fullmatch(name) for name in names)
        (marked if sure else unmarked).append((words.strip()[:_LONGEST_NAME], "time element"))
    days = {iso_date(words) for words, _ in unmarked}
    return marked or (unmarked[:1] if len(days) == 1 else [])


def _clean(field: str, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs with their values in plain form; those that say nothing are left out."""
    cleaned = (
        (_value(field, " ".join(storable(words).split()) if field != "author" else words), o) for words, o in pairs
    )
    return [(value, origin) for value, origin in cleaned if value]


def _value(field: str, words: str) -> str | None:
    if field == "author":
        return clean_author(storable(words))
    if field == "published":
        day = iso_date(words)
        return day if day and day >= _FIRST_DAY else None
    if field == "url":
        return words if re.match(r"https?://[^/\s]", words) else None
    if field == "lang":
        code = re.match(r"[a-z]{2}(?![a-z])", words.lower())
        return code[0] if code else None
    if field == "publisher":
        words = words.lstrip("@")
        return words if 1 < len(words) <= _LONGEST_NAME and "://" not in words else None
    return words or None


def settle(
    told: Candidates,
    extracted: Any,  # noqa: ANN401 - trafilatura's Document
    tree: HtmlElement,
    *,
    title: str | None,
    site: str | None,
    url: str | None,
    saved: str | None,
) -> tuple[dict[str, str | None], dict[str, str]]:
    """The fields of a page, and where each was found: what it states goes before what trafilatura finds.

    `title` and `site` are what was made of trafilatura's; `url` is where the page came from, `saved` the address that
    a browser left in it. A day in the address goes before one that trafilatura finds in the text.
    """
    suffix, host = suffix_of_title(tree, title), extracted.hostname
    given = [(url, "archive record")] if url else []
    told["url"] = [*given, *([(saved, "comment of the browser")] if saved else []), *told["url"]]
    told["url"] += [(extracted.url, "trafilatura")] if extracted.url else []
    address = told["url"][0][0] if told["url"] else None
    told["published"] += _pairs(
        (day_in_url(address), "date in the URL"), (_shown_day(extracted.date, tree), "trafilatura")
    )
    host = host or host_of(address)
    guessed = None if site and host and bare(site) == bare(host) else site
    told["publisher"] += _pairs((suffix, "title element"), (guessed, "trafilatura"), (host, LAST_RESORT))
    told["author"] += _pairs((clean_author(extracted.author), "trafilatura"))
    fields: dict[str, str | None] = {"title": title}
    origins = {"title": origin_of_title(title, told)} if title else {}
    for field in ("publisher", "author", "published", "lang", "url"):
        pairs = told[field]
        if field == "author":
            pairs = _pairs(*((without_publisher(value, fields["publisher"]), origin) for value, origin in pairs))
        fields[field] = pairs[0][0] if pairs else None
        origins |= {field: pairs[0][1]} if pairs else {}
    return fields, origins


def _shown_day(found: str | None, tree: HtmlElement) -> str | None:
    """The day that trafilatura found, unless it made it of a year alone, such as that of the copyright."""
    day = iso_date(found or "")
    if not (day and day.endswith("-01-01")):
        return day
    return day if any(iso_date(shown[0]) == day for shown in load_voices().day.finditer(tree.text_content())) else None


def _pairs(*pairs: tuple[str | None, str]) -> list[tuple[str, str]]:
    return [(value, origin) for value, origin in pairs if value]
