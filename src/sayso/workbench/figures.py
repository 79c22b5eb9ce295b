"""Pictures on pages: drawn on the server, and in the page's JSON only the table that says the same."""

from __future__ import annotations

from sayso.pictures.tables import Table


class Figure:
    """A picture as SVG text, what it shows, and the same as a table."""

    def __init__(self, drawing: str, caption: str, table: Table) -> None:
        self.drawing = drawing
        self.caption = caption
        self.table = table

    def as_data(self) -> dict[str, object]:
        """Without the drawing."""
        return {"caption": self.caption, "header": self.table.header, "rows": self.table.rows}
