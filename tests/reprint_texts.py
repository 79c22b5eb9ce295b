"""Invented articles for reprints: who has a text from whom is for the tests to say."""

import json
from pathlib import Path

from sayso.model import Analysis
from sayso.project import Project

BRIDGE = (
    "The old bridge over the Karsk was blown up early on Monday, and nobody has said yet why its guards had left an"
    " hour before. Traders from both banks, who had met there every week since the truce, found the road closed by "
    "soldiers without badges. A baker whose shop stands beside the ramp counted eleven lorries going north in the "
    "night. The governor of Vostrya promised an inquiry and asked the fishermen to keep their boats ashore until "
    "the wreck is cleared. Engineers think that a new bridge would take three summers, since the middle pillar has "
    "sunk into the mud."
)
HARVEST = (
    "Salt was cheap this spring, but the herring did not come, and so the smokehouses of Olvia stand cold for the "
    "first time in forty years. The harbour master blames the warm current; the crews blame trawlers that pass at "
    "night with their lamps out. In the lower town the guild has begun to lend money without interest to whoever "
    "mends nets at home. Whether that lasts until autumn depends on the bank of Lumen, which has put off its answer"
    " twice already. Older women remember that their mothers ate seaweed bread in such years and laughed about it "
    "later."
)
LANTERNS = (
    "When the lanterns were carried down to the water, the children sang the verses that had been forbidden under "
    "the regents. Some of the old people wept. There was no speech, since the council could not agree who should "
    "hold one, and the mayor stood with his hat in his hands like everybody else. Later the cooks opened the long "
    "tables and even the customs officers, who are not loved in the valley, were given soup. At midnight the bells "
    "of all three churches rang together, which had not happened since the flood."
)
SPEECH = (
    "“We shall not give up one ferry, not one landing stage and not one of the salt pans that our grandfathers dug "
    "with their hands while others looked on from the hills and counted what it might bring them, and whoever "
    "thinks that we have grown tired of waiting will find that we have only grown used to it,” said Ilda Marn."
)
FOOT = (
    "The Vostrya Herald is printed by the cooperative of the northern valley and may be read aloud in schools free "
    "of charge. Letters to the editor go to the red box beside the fountain and are answered on the second Thursday"
    " of the month. Whoever finds a mistake is asked to tell the proof reader, who pays a bun for each."
)


def lines(number: int) -> str:
    """Some lines that no other number has."""
    things = (
        "kettles",
        "ladders",
        "ribbons",
        "saddles",
        "anchors",
        "candles",
        "barrels",
        "violins",
        "hammers",
        "pears",
    )
    one, two = things[number % 10], things[(number * 3 + 1) % 10]
    return (
        f"Market day {number} brought {100 + number} {one} and few {two} to stall {number * 7}. Prices of {one} "
        f"fell by {number + 2} crowns against last week, said keeper {number * 11}, and lot {number * 13} of {two} was "
        f"bought back unopened by house {number * 17}."
    )


def row(name: str, text: str, **fields: object) -> dict[str, object]:
    """A document as a line of JSONL; its publisher is 'NAME Post' and its day the second of May unless given."""
    return {"id": name, "publisher": f"{name} Post", "published": "2024-05-02", "text": text} | fields


def only_read(document):
    """Finds nothing in a document."""
    return Analysis(document=document)


def fill(project: Project, folder: Path, rows, find=only_read) -> Project:
    """Adds the documents and runs, with `find` as analysis."""
    path = folder / f"{'-'.join(str(r['id']) for r in rows)[:100]}.jsonl"
    path.write_text("\n".join(json.dumps(r) for r in rows))
    project.add([path])
    project.run(make=lambda: find)
    return project


def roles(project: Project) -> list[dict[str, str]]:
    """Of each family what its documents are."""
    return [{m.document.id: m.role for m in family.members} for family in project.reprints()]


def signs(project: Project, document: str) -> list[tuple[str, str]]:
    """What shows whence this document comes."""
    [family] = project.reprints(document)
    return [(s.sign, s.words) for m in family.members if m.document.id == document for s in m.evidence]
