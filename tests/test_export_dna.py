"""Claims go into Discourse Network Analyzer and come back, with what people changed there."""

from __future__ import annotations

import csv
import hashlib
import sqlite3
from base64 import b64decode
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project_to_export import CLAIMS, TEXTS, at, make_project
from sayso import open_project
from sayso.errors import UsageError
from sayso.exports.dna import seconds, utf16
from sayso.exports.dna_tables import PASSWORD, hashed, make_tables
from sayso.importing.dna import Places, read_dna, read_dna_by_coder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_project(tmp_path_factory.mktemp("dna"))


@pytest.fixture
def database(folder, tmp_path):
    with open_project(folder) as project:
        project.export("dna", tmp_path / "project.dna")
    return tmp_path / "project.dna"


def ask(database, query, *values):
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(query, values).fetchall()
        connection.commit()
    return rows


def rows_by_id(database, **wanted):
    return {row["id"]: row for row in read_dna(database, **wanted)}


COLUMNS = {
    "STATEMENTS": ["ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder"],
    "DOCUMENTS": ["ID", "Title", "Text", "Coder", "Author", "Source", "Section", "Notes", "Type", "Date"],
    "ENTITIES": ["ID", "VariableId", "Value", "Red", "Green", "Blue", "ChildOf"],
    "DATASHORTTEXT": ["ID", "StatementId", "VariableId", "Entity"],
    "DATALONGTEXT": ["ID", "StatementId", "VariableId", "Value"],
    "DATABOOLEAN": ["ID", "StatementId", "VariableId", "Value"],
    "DATAINTEGER": ["ID", "StatementId", "VariableId", "Value"],
    "VARIABLES": ["ID", "Variable", "DataType", "StatementTypeId"],
    "STATEMENTTYPES": ["ID", "Label", "Red", "Green", "Blue"],
    "ATTRIBUTEVARIABLES": ["ID", "VariableId", "AttributeVariable"],
    "ATTRIBUTEVALUES": ["ID", "EntityId", "AttributeVariableId", "AttributeValue"],
    "VARIABLELINKS": ["ID", "SourceVariableId", "TargetVariableId"],
    "REGEXES": ["Label", "Red", "Green", "Blue"],
    "SETTINGS": ["Property", "Value"],
}


@pytest.mark.parametrize("table", COLUMNS)
def test_the_tables_have_the_columns_of_dna_3(database, table):
    assert [row[1] for row in ask(database, f"PRAGMA table_info({table})")] == COLUMNS[table]


def test_the_database_is_sound_and_has_what_dna_needs_to_open_it(database):
    assert ask(database, "PRAGMA integrity_check") == [("ok",)]
    assert ask(database, "PRAGMA foreign_key_check") == []
    assert ask(database, "SELECT Value FROM SETTINGS WHERE Property = 'version'")[0][0].startswith("3")
    assert ask(database, "SELECT ID, Name FROM CODERS ORDER BY ID") == [(1, "Admin"), (2, "sayso")]
    assert ask(database, "SELECT Coder, OtherCoder FROM CODERRELATIONS") == [(1, 2), (2, 1)]
    variables = dict(ask(database, "SELECT Variable, DataType FROM VARIABLES"))
    assert variables["organization"] == variables["concept"] == variables["person"] == "short text"
    assert variables["agreement"] == "boolean"


def test_every_statement_has_a_value_of_every_variable(database):
    (statements,), (variables,) = (ask(database, f"SELECT COUNT(*) FROM {t}")[0] for t in ("STATEMENTS", "VARIABLES"))
    tables = ("DATASHORTTEXT", "DATALONGTEXT", "DATABOOLEAN")
    assert sum(ask(database, f"SELECT COUNT(*) FROM {t}")[0][0] for t in tables) == statements * variables == 5 * 9


def test_offsets_count_as_java_counts(database):
    query = (
        "SELECT Start, Stop, Text FROM STATEMENTS JOIN DOCUMENTS ON DOCUMENTS.ID = DocumentId ORDER BY STATEMENTS.ID"
    )
    start, stop, text = ask(database, query)[0]
    assert text.encode("utf-16-le")[2 * start : 2 * stop].decode("utf-16-le") == "Olvia <arms> & feeds the Lumen Front"
    assert start == at("gazette", "Olvia <arms>")[0] + 1


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_offsets_of_java_are_characters_again(text):
    places = Places(text)
    assert [places(utf16(text[:end])) for end in range(len(text) + 1)] == list(range(len(text) + 1))


def test_organizations_agree_with_concepts_or_do_not(database):
    query = """
        SELECT o.Value, c.Value, a.Value FROM STATEMENTS s
        JOIN DATASHORTTEXT so ON so.StatementId = s.ID JOIN ENTITIES o ON o.ID = so.Entity AND o.VariableId = 2
        JOIN DATASHORTTEXT sc ON sc.StatementId = s.ID JOIN ENTITIES c ON c.ID = sc.Entity AND c.VariableId = 3
        JOIN DATABOOLEAN a ON a.StatementId = s.ID ORDER BY s.ID"""
    assert ask(database, query) == [
        ("The Gazette", "Olvia supports Lumen Front", 1),
        ("The Gazette", "Olvia denounces Lumen Front", 1),
        ("Karsk Radio", "Vostrya may attack Olvia", 1),
        ("The Ledger", "Olvia supports Lumen Front", 1),
        ("+Ann", "Lumen Front supports Vostrya", 0),
    ]


@pytest.mark.parametrize(
    ("published", "found"),
    [("1969-12-31", -86400), ("1970-01-02", 86400), ("2024", 1704067200), ("2024-02/2024-03", 1706745600)]
    + [(unknown, 0) for unknown in (None, "soon", "2024-02-31")],
)
def test_documents_are_dated_by_their_first_day(published, found):
    assert seconds(published) == found


def test_the_password_is_hashed_as_dna_checks_it():
    stored = b64decode(hashed(PASSWORD))
    digest = hashlib.sha256(stored[:16] + PASSWORD.encode()).digest()
    for _ in range(99_999):
        digest = hashlib.sha256(digest).digest()
    assert stored[16:] == digest


def test_two_exports_have_the_same_bytes(folder, database, tmp_path):
    with open_project(folder) as project:
        project.export("dna", tmp_path / "again.dna")
    assert (tmp_path / "again.dna").read_bytes() == database.read_bytes()


def test_documents_and_claims_come_back_as_they_were(database):
    found = rows_by_id(database)
    assert {name: row["text"] for name, row in found.items()} == TEXTS
    assert found["ledger"]["url"] == "https://ledger.example/a b"
    assert [found[name]["published"] for name in ("gazette", "pamphlet")] == ["2024-05-02", None]
    for name, row in found.items():
        back = [
            (c["holder"], c["subject"], c["relation"], c["object"], c["polarity"], c["modality"]) for c in row["claims"]
        ]
        gone = [(list(c.holder), c.subject, c.relation, c.object, c.polarity, c.modality) for c in CLAIMS[name]]
        assert back == gone
        assert [c["evidence"] for c in row["claims"]] == [[list(span) for span in c.evidence] for c in CLAIMS[name]]
        assert [(c["when"], c["where"], c["confidence"]) for c in row["claims"]] == [
            (c.when, c.where, c.confidence) for c in CLAIMS[name]
        ]
    assert found["gazette"]["actors"]["Lumen Front"] == {"type": "armed_group", "names": ["Lumen Front"]}


def test_what_people_change_in_dna_holds(database):
    ask(database, "UPDATE DATABOOLEAN SET Value = 0 WHERE StatementId = 1")
    ask(database, "UPDATE STATEMENTS SET Stop = Start + 5 WHERE ID = 1")
    ask(database, "INSERT INTO ENTITIES (ID, VariableId, Value) VALUES (99, 2, 'Norvath Post')")
    ask(database, "UPDATE DATASHORTTEXT SET Entity = 99 WHERE VariableId = 2 AND StatementId = 3")
    found = rows_by_id(database)
    claim = found["gazette"]["claims"][0]
    assert claim["polarity"] == "denied"
    start = at("gazette", "Olvia <arms>")[0]
    assert claim["evidence"] == [[start, start + 5]]
    assert found["ledger"]["claims"][0]["holder"] == ["The Ledger", "Norvath Post"]


def test_what_a_person_codes_can_be_had_alone(database):
    ask(database, "UPDATE STATEMENTS SET Coder = 1 WHERE ID = 5")
    found = rows_by_id(database, coder="Admin")
    assert {name: len(row["claims"]) for name, row in found.items()} == {"gazette": 0, "ledger": 0, "pamphlet": 1}


def test_the_coding_of_each_coder_is_one_of_its_own(database):
    ask(database, "UPDATE STATEMENTS SET Coder = 1 WHERE ID IN (4, 5)")
    found = [(coder, row["id"], len(row["claims"])) for coder, row in read_dna_by_coder(database)]
    assert found == [("Admin", "ledger", 1), ("Admin", "pamphlet", 1), ("sayso", "gazette", 2), ("sayso", "ledger", 1)]


def test_statements_without_relation_become_attributions(tmp_path):
    path = tmp_path / "hand.dna"
    with closing(sqlite3.connect(path)) as connection:
        make_tables(connection)
        connection.executescript("""
            INSERT INTO DOCUMENTS (ID, Title, Text, Coder, Source, Date)
                VALUES (7, 'A day', 'The Gazette is for dams.', 1, 'Karsk Radio', 86400);
            INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement', 0, 0, 0);
            INSERT INTO VARIABLES VALUES (1, 'organization', 'short text', 1), (2, 'concept', 'short text', 1),
                (3, 'agreement', 'boolean', 1);
            INSERT INTO STATEMENTS VALUES (4, 1, 7, 15, 23, 1);
            INSERT INTO ENTITIES (ID, VariableId, Value) VALUES (1, 1, 'The Gazette'), (2, 2, 'Build dams');
            INSERT INTO DATASHORTTEXT VALUES (1, 4, 1, 1), (2, 4, 2, 2);
            INSERT INTO DATABOOLEAN VALUES (1, 4, 3, 1);""")
    (row,) = read_dna(path)
    assert (row["id"], row["title"], row["publisher"], row["published"]) == (
        "dna-7",
        "A day",
        "Karsk Radio",
        "1970-01-02",
    )
    assert row["claims"] == []
    (attribution,) = row["attributions"]
    assert (attribution["holder"], attribution["content"]) == ("The Gazette", [[15, 23]])
    assert row["dna"] == [
        {
            "statement": "s4",
            "type": "DNA Statement",
            "organization": "The Gazette",
            "concept": "Build dams",
            "agreement": True,
        }
    ]


@pytest.mark.parametrize("content", [b"no database at all, but a text that is long enough to be looked at", b""])
def test_a_file_that_is_no_dna_database_is_refused(tmp_path, content):
    (tmp_path / "x.dna").write_bytes(content)
    with pytest.raises(UsageError, match="is no database of Discourse Network Analyzer"):
        list(read_dna(tmp_path / "x.dna"))


def test_the_event_list_has_the_columns_of_dna(folder, tmp_path):
    with open_project(folder) as project:
        project.export("dna-events", tmp_path / "events.csv")
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    assert list(rows[0])[:9] == [
        "statement ID", "time", "document ID", "document title", "author", "source", "section", "type", "text",
    ]  # fmt: skip
    assert [row["statement ID"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert rows[0]["time"] == "2024-05-02 00:00:00"
    assert (rows[4]["organization"], rows[4]["concept"], rows[4]["agreement"]) == (
        "+Ann", "Lumen Front supports Vostrya", "0",
    )  # fmt: skip
