"""Where names and ids lead in the workbench: the `links` of all templates."""

from __future__ import annotations

from urllib.parse import quote


class Addresses:
    """The addresses of the pages about one thing. An id may hold any character."""

    def statement(self, statement: str, /) -> str:
        """The page of a statement, by its id."""
        return f"/statements/{_quoted(statement)}"

    def claim(self, claim: str, /) -> str:
        """The page of a claim, by its id."""
        return f"/claims/{_quoted(claim)}"

    def document(self, document: str, /, claim: str | None = None) -> str:
        """The page of a document, by its id; with `claim`, the place of this claim in it."""
        place = f"#claim-{_quoted(claim)}" if claim else ""
        return f"/documents/{_quoted(document)}{place}"

    def actor(self, identity: str, /) -> str:
        """The page of an actor, by its identity or name."""
        return f"/actors/{_quoted(identity)}"

    def source(self, name: str, /) -> str:
        """The page of an outlet, by the name in its documents."""
        return f"/sources/{_quoted(name)}"

    def family(self, family: str, /) -> str:
        """The page of a reprint family, by its id."""
        return f"/reprints/{_quoted(family)}"


def within(address: str | None, otherwise: str = "/") -> str:
    """The address if it is one of this server's, else the other: nobody is led away by a link or form."""
    return address if address and address.startswith("/") and not address.startswith(("//", "/\\")) else otherwise


def _quoted(identifier: str) -> str:
    """Nothing of an id is taken for a part of the address.

    An address that ends in '.json' is that of data; of an id that ends so the beginning will do.
    """
    own = identifier[:-1] if identifier.endswith((".json", ".jsonl", ".csv")) else identifier
    return quote(own, safe="")
