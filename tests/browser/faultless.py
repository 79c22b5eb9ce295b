"""What a page must not do: write to the console, ask another server, fail axe, be wider than its window."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

WIDTHS = (1280, 640, 360)
"""Of windows, in pixels: a wide one, what that shows at 200 %, and a telephone."""
HEIGHT = 900
CONTRAST = "color-contrast"


@dataclass
class Faults:
    """What a page does that it must not do, from `watch` on; `base` begins the addresses that are its own."""

    base: str
    found: list[str] = field(default_factory=list)

    def watch(self, page) -> None:
        page.on(
            "console", lambda m: self.found.append(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self.found.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith(self.base) else self.found.append(f"asks for {r.url}"))


def assert_accessible(page, *, without: str | None = None, dark: bool = True) -> None:
    """Axe finds nothing on the open page at 360 pixels in light, and no colour too faint in dark.

    One load of a page is enough for all of it: a window that is resized lays its page out again. What hides or scrolls
    only in a narrow window is met there; colours alone differ between the themes. `without` leaves a rule out.
    """
    _set_width(page, min(WIDTHS))
    page.evaluate(pytest.importorskip("axe_playwright_python.base").AXE_SCRIPT)
    assert _violations(page, {"rules": {without: {"enabled": False}}} if without else {}) == [], page.url
    if dark:
        _set_width(page, max(WIDTHS))
        page.emulate_media(color_scheme="dark")
        assert _violations(page, {"runOnly": [CONTRAST]}) == [], f"{page.url} in dark"
        page.emulate_media(color_scheme="light")


def assert_fits(page) -> None:
    """The open page is never wider than its window."""
    for width in WIDTHS:
        _set_width(page, width)
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond <= 0, f"{page.url} is {beyond} pixels wider than a window of {width}"


def _set_width(page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHT})


def _violations(page, options) -> list[str]:
    found = page.evaluate("options => axe.run(options)", {"resultTypes": ["violations"], **options})["violations"]
    return [f"{fault['id']}: {node['html']}" for fault in found for node in fault["nodes"]]
