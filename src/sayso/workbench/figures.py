"""Pictures on pages: drawn on the server, and in the page's JSON only the table that says the same."""

from __future__ import annotations

import re

from sayso.pictures.tables import Table

_LINK = re.compile(r"</?a( [^>]*)?>")


class Figure:
    """A picture as SVG text, what it shows, and the same as a table."""

    def __init__(self, drawing: str, caption: str, table: Table) -> None:
        self.drawing = drawing
        self.caption = caption
        self.table = table

    def as_data(self) -> dict[str, object]:
        """Without the drawing."""
        return {"caption": self.caption, "header": self.table.header, "rows": self.table.rows}

    def alone(self) -> str:
        """The drawing as a file of its own: without links, since they lead nowhere from the disk."""
        return _LINK.sub("", self.drawing)
