"""A run on a cluster gives what a run on one machine gives, whoever is killed on the way."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import delete, select, update
from typer.testing import CliRunner

from reprint_texts import lines
from sayso import Project, open_project
from sayso.cli import app
from sayso.corpus.pairing import find_candidates
from sayso.corpus.statements import restate
from sayso.model import Document
from sayso.reading import ReadingOptions
from sayso.storage import schema as t
from sayso.storage.reprints import printed
from sayso.workers import Failure
from simple_analysis import analyse_simply, simple

TEXTS = [f"Group{n} attacked Group{n + 1}. Alba said Bero{n} attacked Cora." for n in range(40)]
RUN = (
    "import sys, sayso, sayso.cluster, test_run_on_a_cluster as t; "
    "sayso.open_project(sys.argv[1]).run(make=t.plodding, engine=sayso.cluster.OnRay(*sys.argv[2:]))"
)
ROWS = [
    {"id": "r1", "text": "Alba attacked Bero. It was the third time this year.", "publisher": "The Elsgard Echo"},
    {
        "text": "Bero attacked Alba. Nobody was hurt in the attack.",
        "date": "2024-02-18",
        "url": "https://echo.example/2",
    },
    {"text": "", "title": "Nothing"},
    {"body": "Alba said Bero attacked Cora. Cora says nothing of it.", "headline": "Cora is silent"},
]
QUICK_DEATH = {"health_check_initial_delay_ms": 0, "health_check_period_ms": 500, "health_check_failure_threshold": 4}


def sayso(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)], env={"SAYSO_PROJECT": None, "COLUMNS": None})


def plodding():
    """Analyses simply, a quarter of a second for each document, so that there is time to kill somebody."""

    def analyse(document):
        time.sleep(0.25)
        return analyse_simply(document)

    return analyse


def wait_for(condition, seconds=180):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.05)


def workers():
    """The processes that analyse for Ray on this machine."""
    found = []
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if command.read_bytes().startswith(b"ray::MapWorker"):
                found.append(int(command.parent.name))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


@pytest.fixture(scope="module")
def cluster():
    """Two nodes of Ray on this machine, one core each, of which the second may be killed."""
    reason = "needs the extra 'cluster': pip install 'sayso[cluster]'"
    pytest.importorskip("ray", reason=reason)
    pytest.importorskip("pyarrow", reason=reason)
    if not Path("/proc").is_dir():
        pytest.skip("looks for processes in /proc")
    from sayso.cluster.session import ray_data

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        ray_data()
        from ray.cluster_utils import Cluster

        common = {"num_cpus": 1, "object_store_memory": 80_000_000}
        head = common | {"include_dashboard": False, "_system_config": QUICK_DEATH}
        cluster = Cluster(initialize_head=True, head_node_args=head)
        cluster.second = cluster.add_node(**common)
        yield cluster
        cluster.shutdown()


@pytest.fixture
def on_ray(cluster, tmp_path):
    from sayso.cluster import OnRay

    return OnRay(str(tmp_path / "shards"), cluster.address)


def results(project, folder):
    """All that may not differ: the digest, and exports byte by byte."""
    for form in ("jsonl", "csv"):
        project.export(form, folder / f"{project.folder.name}.{form}")
    files = sorted(
        f
        for f in folder.rglob("*")
        if f.is_file() and f.relative_to(folder).parts[0].startswith(project.folder.name + ".")
    )
    skipped = [(row.stage, row.source, row.reason) for row in project.skipped()]
    return project.digest(), skipped, [f.read_bytes() for f in files]


def entries(shards):
    """The documents in the manifest, by block."""
    return {f.stem: json.loads(f.read_bytes())["documents"] for f in sorted(Path(shards).glob("*/manifest/*.json"))}


def test_options_of_a_cluster_without_one_are_refused(project):
    for options in (["--address", "auto"], ["--from", "a.jsonl"], ["--shards", "x"]):
        answer = sayso("run", "--project", project.folder, *options)
        assert (answer.exit_code, "--on ray" in answer.stderr) == (2, True)
    answer = sayso("run", "--project", project.folder, "--on", "rya")
    assert "Did you mean 'ray'?" in answer.stderr


def test_where_ray_is_not_installed_it_says_what_to_install(project, write_articles, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    project.add([write_articles(TEXTS[0])])
    answer = sayso("run", "--project", project.folder, "--on", "ray")
    assert answer.exit_code == 2
    assert "pip install 'sayso[cluster]'" in answer.stderr
    assert project.status().waiting == 1


@pytest.fixture
def shards(tmp_path):
    """Shards with what came of two blocks of two documents, of which the last failed."""
    pytest.importorskip("pyarrow", reason="needs the extra 'cluster': pip install 'sayso[cluster]'")
    pytest.importorskip("fsspec", reason="needs the extra 'cluster': pip install 'sayso[cluster]'")
    from sayso.cluster.shards import Shards

    shards = Shards(str(tmp_path / "kept"), "f" * 64)
    documents = [Document(id=f"d{n}", text=text) for n, text in enumerate(TEXTS[:3])]
    first, second, third = map(analyse_simply, documents)
    shards.put_shard("a", [first, second])
    shards.put_shard("b", [third, Failure("d3", "ValueError", "a word that cannot be")])
    return shards


def test_what_is_in_a_shard_is_taken_over_if_it_is_of_the_very_same_document(shards):
    from sayso.cluster.shards import Done

    done, document = Done(shards), Document(id="d1", text=TEXTS[1])
    assert done.outcome(document) == analyse_simply(document)
    assert done.outcome(msgspec.structs.replace(document, publisher="The Elsgard Echo")) is None
    assert done.outcome(Document(id="d9", text=TEXTS[1])) is None
    assert done.by_id("d3").reason == "ValueError"
    assert done.outcome(Document(id="d3", text=TEXTS[3])) is None


@pytest.mark.parametrize("harm", ["changed", "cut", "gone"])
def test_a_shard_that_is_not_what_its_entry_says_is_not_believed(shards, tmp_path, harm):
    from sayso.cluster.shards import Done

    (shard,) = tmp_path.glob("kept/*/shards/a.parquet")
    content = shard.read_bytes()
    if harm == "gone":
        shard.unlink()
    else:
        shard.write_bytes(content[:-1] + b"x" if harm == "changed" else content[:-20])
    assert not shards.is_done("a")
    assert shards.is_done("b")
    assert Done(shards).outcome(Document(id="d1", text=TEXTS[1])) is None


def test_what_was_half_written_when_somebody_died_is_nothing(shards, tmp_path):
    (entry,) = tmp_path.glob("kept/*/manifest/b.json")
    entry.rename(entry.with_name("b.json.0123.part"))
    assert not shards.is_done("b")
    assert [block for block, _ in shards.blocks()] == ["a"]


@pytest.mark.slow
def test_a_file_that_ends_the_processes_that_read_it_is_listed(write_articles, monkeypatch):
    ray = pytest.importorskip("ray", reason="needs the extra 'cluster': pip install 'sayso[cluster]'")
    pa = pytest.importorskip("pyarrow", reason="needs the extra 'cluster': pip install 'sayso[cluster]'")
    from sayso.cluster.sources import read_files
    from sayso.cluster.worker import Attempts

    counted = Attempts()
    for method in ("begin", "end"):
        monkeypatch.setattr(getattr(Attempts, method), "remote", partial(getattr(counted, method)), raising=False)
    monkeypatch.setattr(ray, "get", lambda answer: answer)
    deadly, harmless = (str(file) for file in sorted(write_articles(*TEXTS[:2]).iterdir()))
    counted.begin(deadly)
    counted.begin(deadly)
    tables = read_files(pa.table({"file": [deadly, harmless]}), ReadingOptions(), counted)
    found = [(row["file"], row["kind"]) for table in tables for row in table.to_pylist() if row["kind"] != "file"]
    assert found == [(deadly, "skipped"), (harmless, "document")]
    assert counted.begin(deadly) == 1


@pytest.mark.slow
def test_what_the_real_analysis_finds_is_the_same_byte_by_byte(tmp_path, on_ray):
    corpus = sorted((Path(__file__).parent.parent / "examples" / "corpus" / "pages").iterdir())[:8]
    for name in ("here", "there"):
        with Project.init(tmp_path / name) as project:
            settings = project.folder / "sayso.toml"
            rules = settings.read_text().replace('engine = "learned"', 'engine = "rules"', 1)
            settings.write_text(rules.replace('engine = "learned"', 'engine = "frames"'))
    with open_project(tmp_path / "here") as here:
        here.add(corpus)
        here.run()
        expected = results(here, tmp_path)
    cluster = ["--on", "ray", "--address", on_ray.address, "--shards", on_ray.shards]
    answer = sayso("run", "--project", tmp_path / "there", *cluster, *(f"--from={file}" for file in corpus))
    assert answer.exit_code == 0, answer.output
    assert f"Analysed {len(corpus)} documents" in answer.output
    with open_project(tmp_path / "there") as there:
        assert there.status().claims > 5
        assert results(there, tmp_path) == expected


@pytest.mark.slow
def test_what_documents_share_and_statements_count_is_the_same_there(tmp_path, write_articles, on_ray):
    from sayso.cluster.bands import SharedOnRay
    from sayso.cluster.counting import FiguresOnRay

    furniture = " The Vostrya Herald is printed by the cooperative of the valley and may be read aloud in all schools."
    texts = [f"{TEXTS[n % 7]} {lines(n % 7)} {lines(n % 12)}{furniture}" for n in range(36)]
    with Project.init(tmp_path / "project") as project:
        project.add([write_articles(*texts)])
        project.run(make=simple)
        with project.writing() as connection:
            documents = printed(connection)
            here = find_candidates(connection, documents)
            there = find_candidates(connection, documents, SharedOnRay(on_ray.address, least=1))
            assert len(here.pairs) > 20
            assert there.pairs.tolist() == here.pairs.tolist()
            assert {of: found.tolist() for of, found in there.repeated.items()} == {
                of: found.tolist() for of, found in here.repeated.items()
            }
            counted = connection.execute(select(t.statements).order_by(t.statements.c.id)).all()
            assert len(counted) > 10
            connection.execute(update(t.claims).values(statement=None))
            connection.execute(delete(t.statements))
            restate(connection, figuring=FiguresOnRay(on_ray.address, least=1))
            again = connection.execute(select(t.statements).order_by(t.statements.c.id)).all()
            assert [row._asdict() | {"key": 0} for row in again] == [row._asdict() | {"key": 0} for row in counted]


@pytest.mark.slow
def test_files_are_read_there_as_add_reads_them(tmp_path, on_ray):
    import pyarrow as pa
    from pyarrow import parquet

    folder = tmp_path / "archive"
    folder.mkdir()
    lines = "\n".join(map(json.dumps, ROWS)).encode() + b"\nno row\n"
    (folder / "rows.jsonl").write_bytes(lines)
    (folder / "rows.jsonl.gz").write_bytes(gzip.compress(lines))
    (folder / "empty.jsonl").write_bytes(b"")
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nCora attacked Dorn near the old mill on Friday."
    record = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://dorn.example/a\r\n"
    head = b"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n"
    (folder / "crawl.warc").write_bytes(record + head % len(page) + page + b"\r\n\r\n")
    (folder / "2024-03-01_Gazette.txt").write_text("Dorn attacked Cora. So says nobody but the Gazette.")

    with Project.init(tmp_path / "here") as here, Project.init(tmp_path / "there") as there:
        added = here.add([folder])
        assert there.add_found(on_ray.read([str(folder)], there.settings.reading)) == added
        assert added.added > 3
        assert added.skipped > 2
        assert there.documents() == here.documents()
        assert there.skipped() == here.skipped()
        for row in here.documents():
            assert there.find_document(row.id) == here.find_document(row.id)

    parquet.write_table(
        pa.Table.from_pylist(ROWS, schema=pa.schema([(n, pa.string()) for n in sorted({n for r in ROWS for n in r})])),
        tmp_path / "rows.parquet",
    )
    with Project.init(tmp_path / "rows") as rows, Project.init(tmp_path / "table") as table:
        rows.add([folder / "rows.jsonl"])
        table.add_found(on_ray.read([(tmp_path / "rows.parquet").as_uri()], table.settings.reading))
        assert [table.find_document(row.id) for row in table.documents()] == [
            rows.find_document(row.id) for row in rows.documents()
        ]
        assert [row.reason for row in table.skipped()] == ["empty"]


@pytest.mark.slow
def test_a_killed_driver_takes_up_what_is_in_the_manifest(tmp_path, write_articles, on_ray):
    articles = write_articles(*TEXTS)
    with Project.init(tmp_path / "here") as here:
        here.add([articles])
        here.run(make=simple)
        expected = results(here, tmp_path)

    with Project.init(tmp_path / "there") as project:
        project.add([articles])
    running = subprocess.Popen([sys.executable, "-c", RUN, str(project.folder), on_ray.shards, on_ray.address])
    wait_for(lambda: len(entries(on_ray.shards)) > 2 or running.poll())
    running.send_signal(signal.SIGKILL)
    running.wait()
    wait_for(lambda: not workers())
    before = entries(on_ray.shards)
    assert 2 < len(before) < len(TEXTS) / 4

    with open_project(project.folder) as project:
        ran = project.run(make=simple, engine=on_ray)
        assert ran.analysed + ran.unchanged == len(TEXTS)
        assert results(project, tmp_path) == tuple(expected)
    after = Counter(id_ for ids in entries(on_ray.shards).values() for id_ in ids)
    assert len(after) == len(TEXTS)
    assert set(after.values()) == {1}
    assert set(before) < set(entries(on_ray.shards))


@pytest.mark.slow
def test_a_killed_worker_and_a_killed_node_lose_and_double_nothing(tmp_path, write_articles, cluster, on_ray):
    texts = [*TEXTS, "Cora attacked Dorn. CRASH", "Dorn attacked Cora. FAULT"]
    articles = write_articles(*texts)
    with Project.init(tmp_path / "here") as here:
        here.add([articles])
        here.run(make=simple, processes=2)
        expected = results(here, tmp_path)

    killed = []

    def kill(progress):
        if not killed and progress.done >= 4 and (living := workers()):
            killed.append(os.kill(living[0], signal.SIGKILL))
        elif len(killed) == 1 and progress.done >= 12:
            killed.append(cluster.remove_node(cluster.second, allow_graceful=False))

    with Project.init(tmp_path / "there") as there:
        there.add([articles])
        ran = there.run(make=plodding, engine=on_ray, on_progress=kill)
        assert len(killed) == 2
        assert (ran.analysed, ran.failed) == (len(TEXTS), 2)
        assert results(there, tmp_path) == expected
        assert there.status().claims == 2 * len(TEXTS)
    assert Counter(id_ for ids in entries(on_ray.shards).values() for id_ in ids).most_common(1)[0][1] == 1
