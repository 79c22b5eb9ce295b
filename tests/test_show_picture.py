"""The picture in the README: drawn from the example corpus, readable anywhere, with nothing fetched from elsewhere."""

import runpy
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"


def test_the_picture_fetches_nothing():
    picture = (DOCS / "claims.svg").read_text(encoding="utf-8")
    root = ET.fromstring(picture)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "@import" not in picture
    assert "@font-face" not in picture
    links = [value for element in root.iter() for name, value in element.attrib.items() if name.endswith("href")]
    assert links == []


@pytest.mark.slow
def test_the_picture_can_be_drawn_again(tmp_path):
    script = runpy.run_path(str(DOCS / "picture.py"))
    target = tmp_path / "claims.svg"
    script["main"].__globals__["TARGET"] = target
    script["main"]()
    words = "".join(ET.parse(target).getroot().itertext()).replace("\N{NO-BREAK SPACE}", " ")
    assert "sayso explain" in words
    assert "On whose word" in words
