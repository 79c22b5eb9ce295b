"""Stylesheets and scripts: read once, and addressed by what they hold, so that browsers may keep them."""

from __future__ import annotations

import hashlib
import mimetypes
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from sayso.pages.environment import STYLESHEET
from sayso.workbench.errors import NotFoundError

FOLDER = Path(__file__).parent / "static"
_KINDS = (".css", ".js", ".svg", ".png", ".ico")


class Static:
    """The files of the folder `static`, and the look that the report shares."""

    def __init__(self) -> None:
        files = [STYLESHEET, *sorted(path for path in FOLDER.iterdir() if path.suffix in _KINDS)]
        self._files = {path.name: path.read_bytes() for path in files}

    def address(self, name: str) -> str:
        """Where a file is; another address for other contents."""
        return f"/static/{name}?{hashlib.sha256(self._files[name]).hexdigest()[:12]}"

    async def answer(self, request: Request) -> Response:
        """A file. Raises NotFoundError."""
        name = request.path_params["name"]
        if name not in self._files:
            raise NotFoundError("There is no such file.")
        kind = mimetypes.types_map.get(Path(name).suffix, "application/octet-stream")
        kept = {"Cache-Control": "max-age=31536000, immutable"}
        return Response(self._files[name], media_type=kind, headers=kept)
